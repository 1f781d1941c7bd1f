using System.Globalization;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Scans;

/// <summary>Has an agent look for chips on its node's buses, and proposes lines of the lab file for what it found.</summary>
public sealed class ScanDesk(ILabInForce lab, IAgentLink link, OutageLog log, TimeProvider clock) : IUplinkListener
{
    /// <summary>Longer than the agent gives itself.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(12);

    private readonly OpenQuestions<ScanAnswer> _open = new(link, clock);
    private ulong _number;

    public async Task<Answer<SensorScan>> Scan(ScanSensorsRequest request, CancellationToken cancellation)
    {
        if (OperatorGate.Refusal(request.By) is { } refusal)
        {
            return refusal;
        }

        var current = lab.Current;
        if (current.Node(request.Node) is not { } node)
        {
            return UnknownName.Node(request.Node, current);
        }

        if (log.State.IsRunning)
        {
            return ApiProblem.Refused($"Outage {log.State.OutageId} is not over; a scan would take the bus from what is read there now.");
        }

        var question = new ScanQuestion { Number = Interlocked.Increment(ref _number), Buses = { request.Buses }, InUse = { Declared(current, node) } };
        return await _open.Ask(node.Name, Id(question.Number), new CoordinatorFrame { ScanQuestion = question }, Bound, cancellation) switch
        {
            { Answer: { } answer } => ToWire(current, node.Name, answer),
            { IsConnected: false } => ApiProblem.NotNow($"The agent of {node.Name} is not connected, and nobody else sees its buses."),
            _ => ApiProblem.NotNow($"The agent of {node.Name} did not answer within {Bound.TotalSeconds:0} s; one from before scans were built never does."),
        };
    }

    public void Connected(string node, Hello hello, Moment now)
    {
    }

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (frame.BodyCase == AgentFrame.BodyOneofCase.ScanAnswer)
        {
            _open.Answered(node, Id(frame.ScanAnswer.Number), frame.ScanAnswer);
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }

    private static IEnumerable<ScanPlace> Declared(LabConfig lab, NodeConfig node) =>
        node.Sensors.Select(sensor => (sensor.Bus, sensor.AddressOnBus))
            .Concat(lab.Feeds.Select(feed => feed.Hat).OfType<HatSource>().Where(hat => hat.Node == node.Name).Select(hat => (hat.Bus, hat.AddressOnBus)))
            .Distinct().Select(place => new ScanPlace { Bus = (uint)place.Bus, Address = (uint)place.AddressOnBus });

    private static SensorScan ToWire(LabConfig lab, string node, ScanAnswer answer) => new()
    {
        Node = node,
        Failure = answer.Failure,
        Things =
        {
            answer.Found.Select(found => new ScannedThing
            {
                Kind = found.Kind,
                Place = found.Place,
                What = found.What,
                Proposals =
                {
                    found.Free is { Bus: <= 255, Address: <= 0x77 } free ? ScanProposals.OfChip(node, (int)free.Bus, (int)free.Address) : [],
                    lab.Feeds.Any(feed => feed.PowerSupply == new PowerSupplySource(found.Battery, node)) ? [] : ScanProposals.OfBattery(node, found.Battery),
                },
            }),
        },
    };

    private static string Id(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
