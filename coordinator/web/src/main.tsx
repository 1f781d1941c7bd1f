import { render } from "preact";
import "./page.css";
import { liveLab } from "./live/liveLab";
import type { LabView } from "./live/labView";
import { Page } from "./page/Page";

const root = document.getElementById("page");
if (root) {
  let latest: LabView | undefined;
  const draw = () => latest && render(<Page view={latest} now={performance.now()} nowWallMs={Date.now()} />, root);
  liveLab((view) => {
    latest = view;
    draw();
  });
  // Ages grow by themselves: what is old must look old even where nothing arrives.
  setInterval(draw, 1_000);
}
