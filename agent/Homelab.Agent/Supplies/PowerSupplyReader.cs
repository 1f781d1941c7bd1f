using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Agent.Supplies;

/// <param name="Variables">In NUT's names and units.</param>
/// <param name="Failure">Why there are none, as a sentence; empty where there are.</param>
public sealed record SupplySaid(IReadOnlyDictionary<string, string> Variables, string Failure);

/// <summary>
/// Reads batteries below <c>/sys/class/power_supply</c>. A driver that hangs costs its asker the bound, and no second reading is begun before the first has come back.
/// </summary>
public sealed class PowerSupplyReader(SysRoot root, TimeProvider clock)
{
    public const string Folder = "sys/class/power_supply";

    /// <summary>More than any machine has; what comes after them is not looked at.</summary>
    public const int SuppliesMax = 32;

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<SupplySaid>> _running = [];

    public async Task<SupplySaid> ReadAsync(string battery, CancellationToken cancellation)
    {
        if (!PowerSupplySource.IsName(battery))
        {
            return Failed("What was asked for cannot be the name of a power supply.");
        }

        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            while (Begin(battery) is var (reading, isOwn))
            {
                // What another asker began before this question may say what is no longer so.
                if (await reading.WaitAsync(either.Token) is var said && isOwn)
                {
                    return said;
                }
            }

            return Failed($"Other power supplies hang in the kernel, so {battery} is not read.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"{battery} hangs in the kernel: it did not answer within {Bound.TotalSeconds:0} s.");
        }
    }

    /// <summary>The reading that is on its way, or a new one; null where too many hang.</summary>
    private (Task<SupplySaid> Reading, bool IsOwn)? Begin(string battery)
    {
        lock (_gate)
        {
            foreach (var (done, _) in _running.Where(each => each.Value.IsCompleted).ToArray())
            {
                _running.Remove(done);
            }

            return _running.TryGetValue(battery, out var running) ? (running, false)
                : _running.Count < SuppliesMax ? (_running[battery] = Task.Run(() => Read(battery)), true)
                : null;
        }
    }

    private SupplySaid Read(string battery)
    {
        try
        {
            if (!root.Exists($"{Folder}/{battery}"))
            {
                var there = root.Names(Folder);
                return Failed($"The kernel shows no power supply {battery}; {(there.Length == 0 ? "it shows none at all" : $"it shows {string.Join(", ", there.Take(SuppliesMax))}")}.");
            }

            var text = new FileText();
            var attributes = PowerSupplyStatus.Attributes.Select(name => (name, value: root.Line($"{Folder}/{battery}/{name}", text))).Where(pair => pair.value is not null)
                .ToDictionary(pair => pair.name, pair => pair.value!);
            var sources = Sources(text);
            return PowerSupplyStatus.Doubt(attributes, sources) is { } doubt ? Failed($"{battery} {doubt}.") : new SupplySaid(PowerSupplyStatus.ToNut(attributes, sources), "");
        }
#pragma warning disable CA1031 // A mistake in reading is an answer too: whoever waits has to decide something.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failed($"Reading {battery} failed inside the agent ({failure.GetType().Name}).");
        }
    }

    /// <summary>What may power this machine: not what belongs to a mouse, whose scope is Device, and no battery.</summary>
    private ImmutableArray<SourceSupply> Sources(FileText text) =>
    [
        .. from name in root.Names(Folder).Take(SuppliesMax)
           let type = root.Line($"{Folder}/{name}/type", text)
           where type is not (null or "Battery" or "UPS") && root.Line($"{Folder}/{name}/scope", text) != "Device"
           let online = root.Line($"{Folder}/{name}/online", text)
           where online is not null
           select new SourceSupply(name, type, online != "0"),
    ];

    private static SupplySaid Failed(string why) => new(ImmutableDictionary<string, string>.Empty, why);
}
