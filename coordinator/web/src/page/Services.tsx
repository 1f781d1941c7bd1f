import type { ServiceStatus } from "../api/types";
import { byUrgency, healthWord, reason } from "../text/states";
import { Scroll } from "./Scroll";
import { StateWord } from "./StateWord";

export function Services({ services }: { services: readonly ServiceStatus[] }) {
  const explained = services.some((service) => reason(service.health) !== "");
  return (
    <section aria-labelledby="services">
      <h2 id="services">Services</h2>
      {services.length === 0 ? (
        <p>The lab file declares none.</p>
      ) : (
        <Scroll label="Services">
          <table>
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col">State</th>
                {explained && <th scope="col">Why</th>}
                <th scope="col">Up</th>
                <th scope="col">On</th>
                <th scope="col">Needs</th>
                <th scope="col">Tier</th>
              </tr>
            </thead>
            <tbody>
              {byUrgency(services).map((service) => (
                <tr key={service.name}>
                  <th scope="row">{service.name}</th>
                  <td>
                    <StateWord word={healthWord(service.health)} />
                  </td>
                  {explained && <td class="why">{reason(service.health)}</td>}
                  <td>
                    {service.up} of {service.on.length}, {service.need} needed
                  </td>
                  <td>{service.on.join(", ")}</td>
                  <td>{needs(service)}</td>
                  <td>{service.tier}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function needs(service: ServiceStatus): string {
  const wished = service.prefers.map((name) => `${name} (better with)`);
  return [...service.needs, ...wished].join(", ") || "nothing";
}
