/** One side of a comparison: the object with a key above it. A click anywhere on it picks it. */
import { type MouseEvent, type ReactNode, useRef } from "react";
import { answerOf, isLocked } from "../../core/answers";
import { text } from "../../core/attrs";
import { pickChoice } from "../../core/choosing";
import { optionCommandId } from "../../core/options";
import { kindsOn } from "../../core/plan";
import { useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { selectionStyle } from "./answer";
import type { Compared } from "./pairs";
import "./pairwise.css";

/** What in an object has a use of its own for a click. */
const PRESSABLE = "a, button, input, select, textarea, summary, audio, video, [role=slider]";
/** A pointer that went farther than this, in pixels, was dragging. */
const STILL = 4;

export function Side({ control, side, children }: Compared & { children: ReactNode }) {
  const editor = useEditor();
  const t = useWords();
  const pressed = useRef({ x: 0, y: 0 });
  const chosen = useEditorState((now) => {
    const answer = answerOf(now, control);
    return Array.isArray(answer) && answer.includes(side);
  });
  const locked = useEditorState((now) => isLocked(now, control));
  const proposal = useProposal(control);
  const proposed = Array.isArray(proposal?.value) && proposal.value.includes(side);
  const option = control.options.find(({ stored }) => stored === side);
  if (!option) return children;

  const [key] = editor.commands.keys(optionCommandId(control.name, option));
  // Where regions are drawn on the object a click is theirs; the key above it remains.
  const clickable = !locked && kindsOn(editor.plan, option.value).size === 0;
  const pick = (): void => pickChoice(editor, control, option);
  const onClick = (event: MouseEvent): void => {
    const { target, clientX, clientY } = event;
    const moved = Math.hypot(clientX - pressed.current.x, clientY - pressed.current.y) > STILL;
    const pressable = target instanceof Element && target.closest(PRESSABLE) !== null;
    const reading = getSelection()?.isCollapsed === false;
    if (clickable && !moved && !pressable && !reading) pick();
  };
  const own = text(control.tag, side === "left" ? "leftClass" : "rightClass");
  const names = ["le-side", chosen && "le-side-chosen", proposed && "le-side-proposed", own];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its key above is what keyboards press
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={names.filter(Boolean).join(" ")}
      data-side={side}
      data-clickable={clickable || undefined}
      style={chosen ? selectionStyle(control.tag) : undefined}
      onPointerDown={({ clientX, clientY }) => {
        pressed.current = { x: clientX, y: clientY };
      }}
      onClick={onClick}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: pressing it again takes the pick back, which a radio cannot */}
      <button
        type="button"
        role="radio"
        aria-checked={chosen}
        disabled={locked}
        className="le-side-key"
        onClick={pick}
      >
        <span className="le-side-tick" aria-hidden="true" />
        <span className="le-side-wide">{t(`pairwise.${side}`)}</span>
        <span className="le-side-narrow">{t(`pairwise.${side}Narrow`)}</span>
        {proposed && proposal?.score != null && (
          <span className="le-score">{proposal.score.toFixed(2)}</span>
        )}
        <Key of={key} />
      </button>
      <div className="le-side-object">{children}</div>
    </div>
  );
}
