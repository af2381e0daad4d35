/** Draws ellipses from their centre: the pointer pulls the radii; Shift makes a circle. */
import { clampPoint } from "../../kernels/box";
import { drawingCommand, stretchingTool } from "../image/tools/drawing";
import { ELLIPSE, type Ellipse } from "./kind";

export const ellipseTool = stretchingTool(
  "tool.ellipse",
  ELLIPSE,
  (centre, at, image, { shift, stage }): Ellipse => {
    const to = clampPoint(at, image);
    const wide = Math.abs(to.x - centre.x);
    const high = Math.abs(to.y - centre.y);
    const even = Math.max(wide, high);
    return {
      x: (centre.x / image.width) * 100,
      y: (centre.y / image.height) * 100,
      radiusX: ((shift ? even : wide) / image.width) * 100,
      radiusY: ((shift ? even : high) / image.height) * 100,
      rotation: 0,
      ...stage.where,
    };
  },
);

export const ELLIPSE_COMMANDS = [drawingCommand(ellipseTool, "command.ellipse", ["o"])];
