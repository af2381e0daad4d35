/** The buttons of a TextArea's Shortcuts. They leave the caret where it is. */
import { Key } from "../../ui/Key";
import type { Shortcut } from "./shortcuts";

interface ShortcutButtonsProps {
  readonly shortcuts: readonly Shortcut[];
  readonly onPress: (shortcut: Shortcut) => void;
}

export function ShortcutButtons({ shortcuts, onPress }: ShortcutButtonsProps) {
  if (shortcuts.length === 0) return null;
  return (
    <div className="le-shortcuts">
      {shortcuts.map((shortcut) => (
        <button
          key={`${shortcut.title}/${shortcut.value}`}
          type="button"
          className="le-shortcut"
          style={{ "--le-color": shortcut.color } as React.CSSProperties}
          title={shortcut.value}
          onMouseDown={(event) => {
            // The editor takes the focus from a field when a button is pressed; this one needs it.
            event.preventDefault();
            event.stopPropagation();
          }}
          onClick={() => onPress(shortcut)}
        >
          <span>{shortcut.title}</span>
          <Key of={shortcut.key ?? undefined} />
        </button>
      ))}
    </div>
  );
}
