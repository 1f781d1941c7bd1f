// The coordinator's REST answers: the protocol's names in camel case. What is unknown is absent or null.

export type HealthState = "OK" | "DEGRADED" | "DOWN" | "UNREACHABLE" | "UNKNOWN" | "MAINTENANCE";

export type Optional = number | null | undefined;

export interface Health {
  state?: string | null;
  reasons?: string[] | null;
}

export interface LabStatus {
  lab: string;
  mode: string;
  timeZone: string;
  health?: Health | null;
  feeds: FeedStatus[];
  nodes: NodeStatus[];
  services: ServiceStatus[];
  outageId: string;
  outagePhase: string;
  labFile?: LabFileState | null;
  version: string;
  warnings: string[];
  rotation?: Rotation | null;
}

/** Of the coordinator's authority, begun and not ended. */
export interface Rotation {
  sinceWallMs: number;
  sentence: string;
}

export interface LabFileState {
  path: string;
  loadedWallMs: number;
  notice: string;
  diagnostics: string[];
}

export interface FeedStatus {
  name: string;
  state: string;
  source: string;
  chargePercent?: Optional;
  loadPercent?: Optional;
  runtimeSeconds?: Optional;
  runtimeBasis: string;
  onBatterySeconds?: Optional;
  ageSeconds?: Optional;
  rawStatus: string;
  rejected: string[];
  detail: string;
  battery?: BatteryStatus | null;
}

export interface BatteryStatus {
  replaceBy?: string | null;
  selfTest?: string;
}

export interface NodeStatus {
  name: string;
  health?: Health | null;
  connected: boolean;
  beatAgeSeconds?: Optional;
  agentVersion: string;
  machine: string;
  mayPowerOff: boolean;
  powerOff: string;
  leaseRemainingSeconds?: Optional;
  maintenanceUntilWallMs: number;
  feeds: string[];
  switch: string;
  coordinator: boolean;
  headlines: Headline[];
  services: string[];
  failedUnits: string[];
  sensors?: SensorStatus[];
  storage?: StorageStatus[];
  drill?: { standing: string; sentence: string } | null;
}

export interface StorageStatus {
  device: string;
  state: string;
  kind: string;
  evidence: { state: string; signal: string; sentence: string }[];
  coverage: string;
}

export interface SensorStatus {
  name: string;
  chip: string;
  place: string;
  state: string;
  problem: string;
  readings: SensorReading[];
}

export interface SensorReading {
  quantity: string;
  channel: string;
  value: number;
  unit: string;
  ageSeconds: number;
}

export interface Headline {
  name: string;
  value: number;
  unit: string;
}

export interface ServiceStatus {
  name: string;
  health?: Health | null;
  tier: string;
  on: string[];
  need: number;
  up: number;
  needs: string[];
  prefers: string[];
}

export interface Plan {
  generation: number;
  madeWallMs: number;
  dyingFeeds: string[];
  steps: PlanStep[];
  dropped: DroppedEdge[];
  feasible: boolean;
  shortfallSeconds: number;
  runtimeSeconds?: Optional;
  neededSeconds: number;
  notes: string[];
  findings: string[];
  budgets: FeedBudget[];
  services: ServiceStep[];
  asked?: boolean;
}

export interface FeedBudget {
  feed: string;
  neededSeconds: number;
  givenSeconds?: Optional;
}

export interface ServiceStep {
  id: string;
  service: string;
  node: string;
  units: string[];
  startSeconds: number;
  durationSeconds: number;
  after: string[];
  reason: string;
}

// Times are seconds from the moment of the answer.
export interface PlanStep {
  id: string;
  target: string;
  startSeconds: number;
  latestStartSeconds: number;
  finishBySeconds: number;
  durationSeconds: number;
  after: string[];
  reason: string;
  kind: string;
  wave: number;
}

export interface DroppedEdge {
  from: string;
  to: string;
  reason: string;
}

export interface Outage {
  id: string;
  phase: string;
  advisory: boolean;
  beganWallMs: number;
  feeds: string[];
  steps: OutageStep[];
  plan?: Plan | null;
  notes: OutageNote[];
  committedFeeds: string[];
  returns: OutageReturn[];
}

/** A node that is to be on again after the outage and is not yet. */
export interface OutageReturn {
  node: string;
  state: string;
  tries: number;
  waitsFor: string;
}

export interface OutageStep {
  id: string;
  target: string;
  state: string;
  orderedWallMs: number;
  offWallMs: number;
  evidence: string;
}

export interface OutageNote {
  wallMs: number;
  message: string;
}

/** One outage, planned against real. Seconds count from its beginning. */
export interface OutageReport {
  id: string;
  state: string;
  advisory: boolean;
  beganWallMs: number;
  lastedSeconds: number;
  findings: string[];
  steps: ReportStep[];
  feeds: ReportFeed[];
  marks: ReportMark[];
}

export interface ReportStep {
  id: string;
  node: string;
  service: string;
  state: string;
  plannedStartSeconds?: Optional;
  plannedOffSeconds?: Optional;
  orderedSeconds?: Optional;
  silentSeconds?: Optional;
  offSeconds?: Optional;
  lateSeconds?: Optional;
  lateWhy: string;
}

export interface ReportFeed {
  feed: string;
  samples: ReportSample[];
}

export interface ReportSample {
  atSeconds: number;
  onBattery: boolean;
  charge?: Optional;
  runtimeSeconds?: Optional;
}

export interface ReportMark {
  atSeconds: number;
  transition: string;
  sentence: string;
}

export interface LabEvent {
  wallMs: number;
  priority: number;
  code: string;
  subject: string;
  message: string;
}

/** For whom the coordinator takes the reader. */
export interface Person {
  /** Empty while there are no users. */
  name: string;
  role: string;
  means: string;
  noUsers: boolean;
}

export interface AuditLines {
  /** The newest last. */
  entries: AuditLine[];
}

export interface AuditLine {
  number: number;
  /** ISO 8601, in UTC. */
  at: string;
  who: string;
  means: string;
  from: string;
  what: string;
  detail: string;
  /** done, or why not. */
  outcome: string;
}

export interface AuditVerdict {
  holds: boolean;
  lines: number;
  sentence: string;
}
