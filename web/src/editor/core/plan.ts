/** The bound tree read once: which objects and controls there are, and what each control asks. */
import { COLOURS } from "../kernels/color";
import type { BoundTag } from "../language";
import { flag, number, text } from "./attrs";
import type { Editor } from "./editor";
import type { AnswerKind, Registry } from "./registry";

/** A label or a choice. */
export interface Option {
  readonly value: string;
  /** What a result stores: the alias where there is one. */
  readonly stored: string;
  /** What is stored of the choices it is nested in, and of itself. */
  readonly path: readonly string[];
  /** Tells it from the control's others: two branches may hold choices of one name. */
  readonly key: string;
  readonly color: string;
  /** Whether the config chose the colour. */
  readonly ownColor: boolean;
  readonly hotkey: string;
  readonly hint: string;
  readonly html: string;
  readonly preselected: boolean;
  readonly maxUsages: number | null;
  readonly tag: BoundTag;
}

export interface ObjectPlan {
  readonly name: string;
  readonly tag: BoundTag;
  /** The region kind plain labels make on it. */
  readonly labelled: string | null;
  /** How many items it shows one after the other: images of a `valueList`; 1 without one. */
  readonly items: number;
}

export interface ControlPlan {
  readonly name: string;
  readonly tag: BoundTag;
  /** `type` of its result items. */
  readonly type: string;
  readonly objects: readonly string[];
  readonly answer: AnswerKind | null;
  readonly labels: boolean;
  /** The region kind its own tool draws. */
  readonly makes: string | null;
  /** Its options have no hotkeys. */
  readonly keyless: boolean;
  /** Makes an option of what is stored but is none of `options`. */
  readonly optionFor: ((stored: string, tag: BoundTag) => Option) | null;
  readonly perRegion: boolean;
  readonly perItem: boolean;
  /** Answered in the list of regions, not where the tag stands. */
  readonly inList: boolean;
  /** A choice that hides it does not drop its answer. */
  readonly keptWhenHidden: boolean;
  /** What its own key does; null without one. */
  readonly onKey: ((editor: Editor, control: ControlPlan) => void) | null;
  readonly required: boolean;
  readonly requiredMessage: string;
  readonly multiple: boolean;
  /** Answers are paths from the outermost choice. */
  readonly nested: boolean;
  readonly allowEmpty: boolean;
  readonly options: readonly Option[];
  /** The tags above it, outermost first: a hidden one hides the control. */
  readonly above: readonly BoundTag[];
}

export interface Plan {
  readonly root: BoundTag;
  readonly objects: ReadonlyMap<string, ObjectPlan>;
  readonly controls: ReadonlyMap<string, ControlPlan>;
  /** The names of all tags in it. */
  readonly tags: ReadonlySet<string>;
}

export function readPlan(root: BoundTag, registry: Registry): Plan {
  const objects = new Map<string, ObjectPlan>();
  const controls = new Map<string, ControlPlan>();
  const tags = new Set<string>();
  let labelsSeen = 0;

  const visit = (tag: BoundTag, above: readonly BoundTag[]): void => {
    tags.add(tag.tag);
    const definition = registry.tags.get(tag.tag);
    if (tag.name !== null && definition?.object) {
      objects.set(tag.name, {
        name: tag.name,
        tag,
        labelled: definition.object.labelled,
        items: Array.isArray(tag.attrs.valueList) ? Math.max(1, tag.attrs.valueList.length) : 1,
      });
    }
    if (tag.name !== null && definition?.control) {
      const { answer = null, makes = null, keyless = false, optionFor = null } = definition.control;
      const perRegion = flag(tag, "perRegion");
      const given = definition.control.labels ?? false;
      const labels = typeof given === "function" ? given(tag) : given;
      const options =
        definition.control.options?.(tag) ??
        optionsOf(tag, labels ? labelsSeen : 0, labels && optionFor !== null);
      if (labels) labelsSeen += options.length;
      controls.set(tag.name, {
        name: tag.name,
        tag,
        type: tag.tag.toLowerCase(),
        objects: tag.toName,
        answer,
        labels,
        makes,
        keyless,
        optionFor,
        perRegion,
        perItem: flag(tag, "perItem") && !perRegion,
        inList:
          perRegion &&
          definition.control.listed === true &&
          text(tag, "displayMode") === "region-list",
        keptWhenHidden: definition.control.keptWhenHidden ?? false,
        onKey: definition.control.onKey ?? null,
        required: flag(tag, "required"),
        requiredMessage: text(tag, "requiredMessage"),
        multiple: text(tag, "choice") === "multiple" || (labels && optionFor !== null),
        nested: flag(tag, "allowNested"),
        allowEmpty: flag(tag, "allowEmpty"),
        options,
        above,
      });
    }
    for (const child of tag.children) visit(child, [...above, tag]);
  };
  visit(root, []);
  return { root, objects, controls, tags };
}

/** With `paths`, what is stored of an option is its whole path as one text. */
function optionsOf(tag: BoundTag, offset: number, paths: boolean): Option[] {
  const options: Option[] = [];
  const visit = (parent: BoundTag, outer: readonly string[]): void => {
    for (const child of parent.children) {
      let path = outer;
      if (child.tag === "Label" || child.tag === "Choice") {
        const value = text(child, "value");
        const background = text(child, "background") || text(child, "color");
        const stored = text(child, "alias") || value;
        path = [...outer, stored];
        options.push({
          value,
          stored: paths ? JSON.stringify(path) : stored,
          path,
          key: paths ? JSON.stringify(path) : flag(tag, "allowNested") ? path.join("\n") : stored,
          color: background || (COLOURS[(offset + options.length) % COLOURS.length] ?? ""),
          ownColor: background !== "",
          hotkey: text(child, "hotkey"),
          hint: text(child, "hint"),
          html: text(child, "html"),
          preselected: flag(child, "selected"),
          maxUsages: usages(child) ?? (paths ? null : usages(tag)),
          tag: child,
        });
      }
      visit(child, path);
    }
  };
  visit(tag, []);
  return options;
}

/** An option that is not written as a child of its control. */
export function optionStoring(tag: BoundTag, stored: string, value = stored): Option {
  return {
    value,
    stored,
    path: [stored],
    key: stored,
    color: "",
    ownColor: false,
    hotkey: "",
    hint: "",
    html: "",
    preselected: false,
    maxUsages: null,
    tag,
  };
}

function usages(tag: BoundTag): number | null {
  const limit = number(tag, "maxUsages", Number.NaN);
  return Number.isNaN(limit) ? null : limit;
}

const byStored = new WeakMap<ControlPlan, Map<string, Option>>();

/** The control's option that a result stores as `stored`, or that is called so. */
export function optionOf(control: ControlPlan, stored: string): Option | undefined {
  let found = byStored.get(control);
  if (!found) {
    // In reverse, since of two the first counts, and what is stored before what it is called.
    const options = [...control.options].reverse();
    found = new Map(options.map((option) => [option.value, option]));
    for (const option of options) found.set(option.stored, option);
    byStored.set(control, found);
  }
  const known = found.get(stored);
  return known ?? (control.labels ? control.optionFor?.(stored, control.tag) : undefined);
}

/** Controls that label regions of a kind on an object, in document order. */
export function labellersOf(plan: Plan, object: string, kind: string): ControlPlan[] {
  return [...plan.controls.values()].filter(
    (control) =>
      control.labels &&
      control.objects.includes(object) &&
      (control.makes === null || control.makes === kind),
  );
}

/** Controls asked of every region of an object, in document order. */
export function regionQuestionsOf(plan: Plan, object: string): ControlPlan[] {
  return [...plan.controls.values()].filter(
    (control) => control.perRegion && !control.labels && control.objects.includes(object),
  );
}

/** Region kinds that can be drawn on an object, each with the first control that makes it. */
export function kindsOn(plan: Plan, object: string): Map<string, ControlPlan> {
  const kinds = new Map<string, ControlPlan>();
  for (const control of plan.controls.values()) {
    if (!control.objects.includes(object)) continue;
    const kind =
      control.makes ?? (control.labels ? (plan.objects.get(object)?.labelled ?? null) : null);
    if (kind !== null && !kinds.has(kind)) kinds.set(kind, control);
  }
  return kinds;
}
