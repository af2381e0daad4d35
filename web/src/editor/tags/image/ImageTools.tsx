/** The rail of tools and views beside an image: every button is a command with its key. */
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconBrush,
  IconEraser,
  IconHandStop,
  IconMinus,
  IconOvalVertical,
  IconPlus,
  IconPointer,
  IconPointFilled,
  IconPolygon,
  IconRotate2,
  IconRotateClockwise2,
  IconSquare,
  IconSquareRotated,
} from "@tabler/icons-react";
import { useCallback, useSyncExternalStore } from "react";
import { printKey } from "../../core/keys";
import type { ImageStage } from "../../surfaces/image/stage";
import { useEditor, useEditorState } from "../../ui/context";
import { useWords } from "../../ui/words";

type Icon = typeof IconSquare;

/** Tools that only have something to do where regions can be drawn, and each only where its own can. */
const DRAWING: readonly (readonly [string, Icon])[] = [
  ["tool.move", IconPointer],
  ["tool.rect", IconSquare],
  ["tool.rect-3point", IconSquareRotated],
  ["tool.ellipse", IconOvalVertical],
  ["tool.polygon", IconPolygon],
  ["tool.key-point", IconPointFilled],
  ["tool.brush", IconBrush],
  ["tool.eraser", IconEraser],
];

interface ImageToolsProps {
  readonly stage: ImageStage;
  readonly rotates: boolean;
}

export function ImageTools({ stage, rotates }: ImageToolsProps) {
  const t = useWords();
  const subscribe = useCallback((listener: () => void) => stage.onView(listener), [stage]);
  const drawn = useEditorState(({ commands }) =>
    DRAWING.slice(1)
      .filter(([id]) => commands.can(id))
      .map(([id]) => id)
      .join(" "),
  );
  const shown = drawn === "" ? [] : ["tool.move", ...drawn.split(" ")];
  const percent = useSyncExternalStore(subscribe, () => Math.round(stage.view.scale * 100));
  return (
    <div
      className="le-tools"
      role="toolbar"
      aria-label={t("tools.title")}
      aria-orientation="vertical"
    >
      {DRAWING.filter(([id]) => shown.includes(id)).map(([id, Icon]) => (
        <ToolButton key={id} id={id} icon={Icon} />
      ))}
      <ToolButton id="tool.pan-image" icon={IconHandStop} />
      <span className="le-tools-gap" />
      {rotates && <ToolButton id="tool.rotate-left" icon={IconRotate2} />}
      {rotates && <ToolButton id="tool.rotate-right" icon={IconRotateClockwise2} />}
      <div className="le-tools-zoom">
        <ToolButton id="tool.zoom-in" icon={IconPlus} />
        <span className="le-zoom" title={t("image.zoom", { percent })}>
          {percent} %
        </span>
        <ToolButton id="tool.zoom-out" icon={IconMinus} />
      </div>
      <ToolButton id="tool.zoom-to-fit" icon={IconArrowsMaximize} />
    </div>
  );
}

function ToolButton({ id, icon: Icon }: { id: string; icon: Icon }) {
  const editor = useEditor();
  const t = useWords();
  const held = useEditorState(({ session }) => session.tool === id);
  const applies = useEditorState(({ commands }) => commands.can(id));
  const command = editor.commands.get(id);
  if (!command) return null;
  const [key] = editor.commands.keys(id);
  const words = t(command.words);
  return (
    <Tooltip label={key ? `${words}  ${printKey(key)}` : words} position="right" openDelay={400}>
      <ActionIcon
        size="lg"
        radius="md"
        variant={held ? "filled" : "subtle"}
        {...(held ? {} : { color: "gray" })}
        aria-label={words}
        aria-pressed={command.group === "tools" ? held : undefined}
        disabled={!applies}
        onClick={() => editor.commands.run(id)}
      >
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
