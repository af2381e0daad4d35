/** Which grips the selected region shows, and which of them is under the pointer. */
import type { Region } from "../../core/document";
import type { Grip } from "../../core/shapes";
import type { ImagePointer, ImageStage } from "./stage";

/** The one selected region, when it may be changed here. */
export function handled(stage: ImageStage): Region | null {
  const [region, ...more] = stage.editor.selected;
  if (!region || more.length > 0 || region.object !== stage.object) return null;
  if (region.locked || stage.editor.readOnly || stage.editor.session.hidden.has(region.id)) {
    return null;
  }
  return region;
}

export function gripsOf(stage: ImageStage, region: Region): Grip[] {
  const shape = stage.editor.registry.shapes.get(region.kind);
  if (!shape || !stage.image) return [];
  const canRotate = stage.editor.plan.controls.get(region.maker)?.tag.attrs.canRotate !== false;
  return shape.grips(region.geometry, stage.image, 1 / stage.view.scale, canRotate);
}

/** The grip under the pointer; the nearest when several are. */
export function gripAt(stage: ImageStage, pointer: ImagePointer): Grip | null {
  const region = handled(stage);
  if (!region) return null;
  const reach = (pointer.reach + 3) / stage.view.scale;
  let best: Grip | null = null;
  let closest = reach;
  for (const grip of gripsOf(stage, region)) {
    const distance = Math.hypot(grip.at.x - pointer.at.x, grip.at.y - pointer.at.y);
    if (distance <= closest) {
      best = grip;
      closest = distance;
    }
  }
  return best;
}
