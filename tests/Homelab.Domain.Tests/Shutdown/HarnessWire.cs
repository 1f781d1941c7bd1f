using Homelab.Simulation.Machines;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The segment that magic packets are sent into.</summary>
internal sealed class HarnessWire(IReadOnlyDictionary<string, HarnessAgent> agents, VirtualClock clock)
{
    private static readonly TimeSpan BootTakes = TimeSpan.FromSeconds(30);

    /// <summary>Magic packets, by whom they were for.</summary>
    public List<(string Node, Moment At)> Wakes { get; } = [];

    /// <summary>False: nobody is started by one.</summary>
    public bool HearsMagicPackets { get; set; } = true;

    public void Send(string node)
    {
        Wakes.Add((node, clock.Now));
        if (HearsMagicPackets && agents[node].OffSince is not null)
        {
            clock.After(BootTakes, () =>
            {
                if (agents[node].OffSince is not null)
                {
                    agents[node].Boot();
                }
            });
        }
    }
}
