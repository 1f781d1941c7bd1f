import type { NodeStatus, SensorStatus, StorageStatus } from "../api/types";
import { duration } from "../text/duration";
import { age, known, ofUnit, span } from "../text/quantity";
import { byUrgency, healthWord, reason } from "../text/states";
import { Because } from "./Because";
import { Facts } from "./Facts";
import type { Moment } from "./Page";
import { StateWord } from "./StateWord";

export function Nodes({ nodes, elapsed, moment }: { nodes: readonly NodeStatus[]; elapsed: number; moment: Moment }) {
  return (
    <section aria-labelledby="nodes">
      <h2 id="nodes">Nodes</h2>
      {nodes.length === 0 && <p>The lab file declares none.</p>}
      <ul class="cards">
        {byUrgency(nodes).map((node) => (
          <li key={node.name} class={`card ${healthWord(node.health).tone}`}>
            <h3>
              {node.name} <StateWord word={healthWord(node.health)} />
            </h3>
            <Because text={reason(node.health)} />
            <Because text={node.failedUnits.length > 0 ? `Failed units: ${node.failedUnits.join(", ")}` : ""} />
            {(node.sensors ?? []).filter((sensor) => sensor.state === "FAULT").map((sensor) => (
              <Because key={sensor.name} text={`Sensor ${sensor.name} (${sensor.chip}, ${sensor.place}): ${sensor.problem}.`} />
            ))}
            <Because text={node.maintenanceUntilWallMs > 0 ? maintenance(node, moment) : ""} />
            <Facts facts={facts(node, elapsed)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function facts(node: NodeStatus, elapsed: number): (readonly [string, string])[] {
  return [
    ["Last beat", age(node.beatAgeSeconds, elapsed)],
    ...node.headlines.map((headline) => [headline.name, ofUnit(headline.value, headline.unit)] as const),
    ...(node.sensors ?? []).map((sensor) => [sensor.name, readings(sensor)] as const),
    ...(node.storage ?? []).map((device) => [`${device.kind} ${device.device}`, stored(device)] as const),
    ["Powered by", node.feeds.length > 0 ? node.feeds.join(", ") : "no feed"],
    ...(known(node.leaseRemainingSeconds) ? [["Lease", `${span(Math.max(0, node.leaseRemainingSeconds - elapsed))} left`] as const] : []),
    ...(node.services.length > 0 ? [["Runs", node.services.join(", ")] as const] : []),
    ["Agent", agent(node)],
    ...(node.drill ? [["Start", node.drill.sentence] as const] : []),
  ];
}

function readings(sensor: SensorStatus): string {
  if (sensor.state !== "OK") {
    return sensor.state === "FAULT" ? `fault (${sensor.chip})` : `unknown: ${sensor.problem}`;
  }

  return sensor.readings
    .map((reading) => `${reading.channel ? `${reading.channel} ` : ""}${ofUnit(reading.value, reading.unit)}`)
    .join(", ");
}

/** Never a bare OK: what it rests on stands beside it. */
function stored(device: StorageStatus): string {
  return `${device.state}: ${device.evidence[0]?.sentence ?? device.coverage}`;
}

function agent(node: NodeStatus): string {
  if (!node.agentVersion) {
    return "has never said hello";
  }

  const power = node.mayPowerOff ? `may power off (${node.powerOff})` : "refuses to power off";
  return `${node.agentVersion}${node.machine ? ` on ${node.machine}` : ""}, ${power}${node.coordinator ? "; the coordinator runs here" : ""}`;
}

function maintenance(node: NodeStatus, moment: Moment): string {
  const left = (node.maintenanceUntilWallMs - moment.nowWallMs) / 1_000;
  return `In maintenance until ${moment.clock.show(node.maintenanceUntilWallMs, moment.nowWallMs)}${left > 0 ? ` (${duration(left)} more)` : ""}.`;
}
