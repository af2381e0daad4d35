/** The editor on one task, as the labeling page shows it. */
import { useEffect, useMemo } from "react";
import type { ConfigNode, Project } from "@/api/types";
import { type Editor, LabelingEditor } from "@/editor";
import { IS_MAC } from "@/editor/core/keys";
import { withBase } from "../base";
import { useKeymap } from "../commands/keymap";
import { reservedKeys } from "../commands/shortcuts";
import classes from "./Desk.module.css";
import type { Current } from "./LabelingSession";

interface StageProps {
  current: Current;
  project: Project;
  tree: ConfigNode;
  onEditor: (editor: Editor | null) => void;
}

export function Stage({ current, project, tree, onEditor }: StageProps) {
  const { task, work } = current;
  const data = useMemo(() => withBase(task.data), [task]);
  const keymap = useKeymap();
  const reserved = useMemo(() => reservedKeys(keymap, IS_MAC), [keymap]);
  useEffect(() => () => onEditor(null), [onEditor]);
  return (
    <div className={classes.slide}>
      <LabelingEditor
        tree={tree}
        data={data}
        result={work.result}
        suggestions={project.show_collab_predictions ? task.predictions : []}
        leadTime={work.entry.leadTime}
        storageKey={`labelry.panels.${project.id}`}
        keymap={keymap}
        reserved={reserved}
        onReady={onEditor}
      />
    </div>
  );
}
