/** Durations as plans and the command line write them: 40s, 9m40s, 5m00s, 2h05m, 3d04h. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    return "unknown";
  }

  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? "-" : "";
  return sign + positive(whole);
}

function positive(whole: number): string {
  if (whole < 60) {
    return `${whole}s`;
  }

  if (whole < 3_600) {
    return pair(whole, 60, "m", 1, "s");
  }

  return whole < 86_400 ? pair(whole, 3_600, "h", 60, "m") : pair(whole, 86_400, "d", 3_600, "h");
}

function pair(whole: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((whole % large) / small);
  return `${Math.floor(whole / large)}${largeUnit}${String(rest).padStart(2, "0")}${smallUnit}`;
}
