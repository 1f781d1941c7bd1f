/** Wall clock in the lab's time zone. */
export class LabClock {
  readonly zone: string;
  private readonly time: Intl.DateTimeFormat;
  private readonly date: Intl.DateTimeFormat;

  constructor(zone: string) {
    this.zone = isZone(zone) ? zone : "UTC";
    this.time = new Intl.DateTimeFormat("en-GB", { timeZone: this.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    this.date = new Intl.DateTimeFormat("sv-SE", { timeZone: this.zone, year: "numeric", month: "2-digit", day: "2-digit" });
  }

  /** 22:14:03, with the date where it is not today. */
  show(wallMs: number, nowWallMs: number): string {
    if (!(wallMs > 0)) {
      return "unknown time";
    }

    const day = this.date.format(wallMs);
    const time = this.time.format(wallMs);
    return day === this.date.format(nowWallMs) ? time : `${day} ${time}`;
  }

  full(wallMs: number): string {
    return wallMs > 0 ? `${this.date.format(wallMs)} ${this.time.format(wallMs)} ${this.zone}` : "unknown time";
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone || "invalid" });
    return true;
  } catch {
    return false;
  }
}
