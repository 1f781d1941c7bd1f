using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Scans;

/// <summary>Answers an operator's scan. Beside the uplink's thread and one at a time; one that hangs in the kernel is answered for by where it hangs.</summary>
internal sealed class ScanDesk(SysRoot root, I2cScan buses, CollectorConfigCache collectors, TimeProvider clock, Lazy<IFrameOutlet> outlet) : IUplinkParticipant
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>The header of every board that has one; on other machines a bus may hold memory modules and screens.</summary>
    private const int HeaderBus = 1;

    private const string DeviceTree = "proc/device-tree";
    private const int BusesMax = 16, BusMax = 255;

    private int _isScanning;
    private volatile string _at = "";

    /// <summary>The last answer, on its way.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    public void Fill(Hello hello)
    {
    }

    public void Fill(Beat beat)
    {
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        if (frame.BodyCase != CoordinatorFrame.BodyOneofCase.ScanQuestion)
        {
            return [];
        }

        if (Interlocked.Exchange(ref _isScanning, 1) != 0)
        {
            return [new AgentFrame { ScanAnswer = new ScanAnswer { Number = frame.ScanQuestion.Number, Failure = $"A scan is on its way already; it is at {_at}." } }];
        }

        Last = Answer(frame.ScanQuestion);
        return [];
    }

    private async Task Answer(ScanQuestion question)
    {
        var answer = new ScanAnswer { Number = question.Number };
        try
        {
            answer.Found.AddRange(await Task.Run(() => Look(question)).WaitAsync(Bound, clock));
        }
        catch (TimeoutException)
        {
            answer.Failure = $"The scan hangs at {_at}: it did not end within {Bound.TotalSeconds:0} s.";
        }
#pragma warning disable CA1031 // A mistake in looking is an answer too.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            answer.Failure = $"The scan failed inside the agent at {_at} ({failure.GetType().Name}).";
        }

        outlet.Value.Post(new AgentFrame { ScanAnswer = answer });
    }

    private List<ScanFinding> Look(ScanQuestion question)
    {
        try
        {
            _at = "what the kernel shows";
            var found = KernelScan.Look(root).ToList();
            var isBoard = root.Exists(DeviceTree);
            var asked = question.Buses.Count > 0 ? question.Buses.Take(BusesMax).Where(bus => bus <= BusMax).Select(bus => (int)bus).ToList() : isBoard ? [HeaderBus] : [];
            if (asked.Count == 0)
            {
                found.Insert(0, I2cScan.Of(
                    I2cScan.Bus, "i2c", "not looked at: this is no board with a header, and a bus of another machine may hold memory modules and screens; name the bus with --bus where you know it"));
            }

            var taken = InUse(question);
            foreach (var bus in asked.Distinct().Order().Reverse())
            {
                found.InsertRange(0, buses.Look(bus, address => taken.Contains((bus, address)), at => _at = at));
            }

            return found;
        }
        finally
        {
            Interlocked.Exchange(ref _isScanning, 0);
        }
    }

    /// <summary>What the coordinator says is declared, and what this agent's own collectors were told last.</summary>
    private HashSet<(int Bus, int Address)> InUse(ScanQuestion question)
    {
        var own = from setting in collectors.Load()?.Collectors ?? []
                  let bus = SensorLine.BusOf(setting.Name)
                  where bus is not null && setting.Options.ContainsKey(SensorLine.Option)
                  from line in setting.Options[SensorLine.Option].Items
                  let sensor = SensorLine.Parse(line, bus.Value, out _)
                  where sensor is not null
                  select (sensor.Bus, sensor.AddressOnBus);
        return [.. question.InUse.Select(place => ((int)place.Bus, (int)place.Address)), .. own];
    }
}
