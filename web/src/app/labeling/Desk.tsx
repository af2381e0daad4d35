/** The labeling page once its project is there: bar above, stage, actions below, and the dialogs. */
import { useLocalStorage } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LabelingContext } from "@/api/types";
import type { Editor } from "@/editor";
import { useCommands } from "../commands/useCommands";
import { notifyError } from "../components/notify";
import { usePageTitle } from "../components/Page";
import { Failure, Loading } from "../components/states";
import { queryClient } from "../query";
import { ActionBar } from "./ActionBar";
import { isOneDecision, wordsOf } from "./card";
import classes from "./Desk.module.css";
import { Dialogs } from "./Dialogs";
import { Done, Elsewhere, Waiting } from "./Endings";
import { useEditorCommands } from "./editorCommands";
import { Instructions } from "./Instructions";
import type { LabelingSession } from "./LabelingSession";
import { SlimBar } from "./SlimBar";
import { Trail } from "./Trail";
import { counters as fetchCounters } from "./transport";
import { savedState, useOutboxView, useSessionView } from "./useLabeling";
import { useStage } from "./useStage";

/** Long enough to see which answer was taken, short enough not to wait for it. */
const SLIDE_PAUSE = 140;

interface DeskProps {
  context: LabelingContext;
  session: LabelingSession;
  /** One task opened by its number: after a submit it stays. */
  single: boolean;
}

export function Desk({ context, session, single }: DeskProps) {
  const { t } = useTranslation();
  const { project, tree } = context;
  const view = useSessionView(session);
  const outbox = useOutboxView(session);
  const saved = savedState(view, outbox);
  const navigate = useNavigate();
  const Stage = useStage();
  const [editor, setEditor] = useState<Editor | null>(null);
  const [focus, setFocus] = useState(false);
  const [help, setHelp] = useState(project.show_instruction && Boolean(project.expert_instruction));
  const [slides, setSlides] = useLocalStorage({ key: "labelry.slides", defaultValue: true });
  const oneDecision = isOneDecision(tree);
  const sliding = useRef<number | undefined>(undefined);
  usePageTitle(t("labeling.title", { project: project.title }));

  // The server's counters, and how many of this page's answers were in them when they were read.
  const { data: counted } = useQuery({
    queryKey: ["counters", project.id, session.id],
    queryFn: async () => {
      const { delivered } = session.snapshot();
      return { counters: await fetchCounters(project.id), delivered };
    },
    initialData: { counters: context.counters, delivered: 0 },
    initialDataUpdatedAt: 0,
    refetchInterval: 30_000,
  });
  const { counters } = counted;
  const onTheWay = outbox.items.filter((item) => item.annotation === null && !item.cancelled);
  const since = view.delivered - counted.delivered + onTheWay.length;

  const { current, phase } = view;
  const nothingWaits = outbox.items.length === 0;
  useEffect(() => {
    if (phase === "done" && nothingWaits) {
      void queryClient.invalidateQueries({ queryKey: ["counters", project.id] });
    }
  }, [phase, nothingWaits, project.id]);

  const submit = useCallback(
    (cancelled: boolean): void => {
      window.clearTimeout(sliding.current);
      if (!editor || !current?.work.isOpen) return;
      if (!cancelled) editor.complete();
      const result = editor.result();
      if (!cancelled) {
        const [problem] = editor.problems();
        if (problem) editor.show(problem);
        const words =
          problem?.message ??
          (result.length === 0 && !project.enable_empty_annotation
            ? t("labeling.emptyRefused")
            : null);
        if (words !== null) {
          notifications.show({
            id: "problem",
            message: words,
            color: "yellow",
            autoClose: 4_000,
            position: "top-center", // not over Submit, which is pressed next
          });
          return;
        }
      }
      notifications.hide("problem");
      void session.submit(result, editor.clock.seconds(), cancelled, wordsOf(result));
    },
    [editor, current, session, project, t],
  );

  // Every change is kept at once; a one-decision task slides on by itself.
  const latestSubmit = useRef(submit);
  latestSubmit.current = submit;
  const slideOn = oneDecision && slides && !single;
  useEffect(() => {
    if (!editor || !current) return undefined;
    const stop = editor.onChange(() => {
      const result = editor.result();
      current.work
        .change(result, editor.clock.seconds())
        .catch((error: unknown) => notifyError(error, t("labeling.notKept")));
      window.clearTimeout(sliding.current);
      if (slideOn && result.length === 1 && editor.problems().length === 0) {
        sliding.current = window.setTimeout(() => latestSubmit.current(false), SLIDE_PAUSE);
      }
    });
    return () => {
      stop();
      window.clearTimeout(sliding.current);
    };
  }, [editor, current, slideOn, t]);

  // What could not be opened is said, and the task at hand stays.
  useEffect(() => {
    if (view.error && view.phase === "working") notifyError(view.error, t("labeling.notOpened"));
  }, [view.error, view.phase, t]);

  const lookAgain = () => {
    void session.forward();
    void queryClient.invalidateQueries({ queryKey: ["counters", project.id] });
  };
  const canSkip = project.show_skip_button && phase === "working";
  const atFront = view.position >= view.steps.length;
  const leave = () =>
    void navigate({ to: "/projects/$project/data", params: { project: project.id } });
  const arrowsAreFree = () => editor?.session.selection.length === 0 && !focusUsesArrows();
  const group = t("labeling.commands");
  useCommands([
    {
      id: "annotation.submit",
      title: t(current?.annotation ? "labeling.update" : "labeling.submit"),
      group,
      inFields: true,
      enabled: phase === "working",
      run: () => submit(false),
    },
    {
      id: "annotation.skip",
      title: t("labeling.skip"),
      group,
      enabled: canSkip,
      run: () => submit(true),
    },
    {
      id: "annotation.previous",
      title: t("labeling.back"),
      group,
      takesKeys: arrowsAreFree,
      enabled: !single && view.position > 0,
      run: () => void session.back(),
    },
    {
      id: "annotation.next",
      title: t("labeling.forward"),
      group,
      takesKeys: arrowsAreFree,
      enabled: !single && !atFront,
      run: () => void session.forward(),
    },
    {
      id: "labeling.focus",
      title: t("labeling.focus"),
      group,
      run: () => setFocus((on) => !on),
    },
    {
      id: "slides",
      title: t(slides ? "labeling.slideOff" : "labeling.slideOn"),
      group,
      enabled: oneDecision,
      run: () => setSlides((on) => !on),
    },
    {
      id: "instructions",
      title: t("labeling.instructions"),
      group,
      enabled: Boolean(project.expert_instruction),
      run: () => setHelp(true),
    },
    { id: "leave", title: t("labeling.leave"), group, run: leave },
  ]);
  useEditorCommands(editor, oneDecision);

  return (
    <div
      className={classes.desk}
      data-focus={focus || undefined}
      data-card={oneDecision || undefined}
    >
      <SlimBar
        project={project}
        counters={counters}
        since={since}
        saved={saved}
        task={current?.task.inner_id ?? null}
        onInstructions={project.expert_instruction ? () => setHelp(true) : null}
      />
      <main id="main" tabIndex={-1} className={classes.stage} aria-label={t("labeling.stage")}>
        {phase === "working" && current && Stage ? (
          <Stage
            key={current.turn}
            current={current}
            project={project}
            tree={tree}
            onEditor={setEditor}
          />
        ) : null}
        {phase === "loading" || (phase === "working" && !Stage) ? <Loading /> : null}
        {phase === "done" ? (
          <Done
            project={project}
            counters={counters}
            onRetry={lookAgain}
            onBack={view.steps.length > 0 ? () => void session.back() : null}
          />
        ) : null}
        {phase === "waiting" ? <Waiting kept={outbox.items.length} onRetry={session.wake} /> : null}
        {phase === "elsewhere" ? <Elsewhere onTakeOver={() => void session.takeOver()} /> : null}
        {phase === "error" ? (
          <Failure error={view.error} onRetry={() => void session.forward()} />
        ) : null}
      </main>
      {oneDecision && !single ? (
        <Trail
          steps={view.steps}
          position={view.position}
          onRevisit={(position) => void session.revisit(position)}
        />
      ) : null}
      <ActionBar
        editor={phase === "working" ? editor : null}
        existing={current?.annotation !== null && current !== null}
        suggestions={current?.task.predictions.length ?? 0}
        canSkip={canSkip}
        onBack={!single && view.position > 0 ? () => void session.back() : null}
        onForward={!single && !atFront ? () => void session.forward() : null}
        onSkip={() => submit(true)}
        onSubmit={() => submit(false)}
      />
      <Instructions
        text={project.expert_instruction ?? ""}
        opened={help}
        onClose={() => setHelp(false)}
      />
      <Dialogs
        session={session}
        view={view}
        outbox={outbox}
        signedOut={saved.word === "signedOut"}
      />
    </div>
  );
}

/** Arrows belong to a group of choices, a slider, a list or a board while one of them has the focus. */
function focusUsesArrows(): boolean {
  const uses =
    '[role="radiogroup"], [role="slider"], [role="listbox"], [role="toolbar"], [data-uses-arrows], input, select';
  return document.activeElement?.closest(uses) !== null && document.activeElement !== null;
}
