using System.Net;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Trust;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.People;

/// <summary>An endpoint that is added is called here and leaves its line in the audit log, or stands here with the reason why it leaves none.</summary>
public sealed class EveryChangeLeavesALine : IAsyncLifetime
{
    private const string Reads = "It reads.";

    private static readonly Dictionary<string, string> s_without = new()
    {
        ["POST /grpc.health.v1.Health/Check"] = Reads,
        ["POST /grpc.health.v1.Health/Watch"] = Reads,
        ["POST /grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Reads,
        ["POST /grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Reads,
        ["POST /homelab.v1.Certification/GetAuthority"] = Reads,
        ["POST /homelab.v1.LabApi/GetAuthorities"] = Reads,
        ["POST /homelab.v1.LabApi/GetHeat"] = Reads,
        ["POST /homelab.v1.LabApi/GetHistory"] = Reads,
        ["POST /homelab.v1.LabApi/GetOutage"] = Reads,
        ["POST /homelab.v1.LabApi/GetOutageReport"] = Reads,
        ["POST /homelab.v1.LabApi/GetPlan"] = Reads,
        ["POST /homelab.v1.LabApi/GetStatus"] = Reads,
        ["POST /homelab.v1.LabApi/ListNodes"] = Reads,
        ["POST /homelab.v1.LabApi/ListOutages"] = Reads,
        ["POST /homelab.v1.LabApi/Watch"] = Reads,
        ["POST /homelab.v1.PeopleApi/ListTokens"] = Reads,
        ["POST /homelab.v1.PeopleApi/ListUsers"] = Reads,
        ["POST /homelab.v1.PeopleApi/ShowAudit"] = Reads,
        ["POST /homelab.v1.PeopleApi/VerifyAudit"] = Reads,
        ["POST /homelab.v1.PeopleApi/WhoAmI"] = Reads,
        ["POST /homelab.v1.Uplink/Connect"] = "Agents report there and are answered; each order among the answers is in the journal, and so in the log as the engine's.",
    };

    private CoordinatorUnderTest _hub = null!;
    private NodeUnderTest _pi1 = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);
        _pi1 = new NodeUnderTest(_hub, "pi1");
    }

    public async ValueTask DisposeAsync()
    {
        _pi1.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task When_it_was_done()
    {
        var log = _hub.Service<AuditLog>();
        var changes = new ChangesUnderTest(_hub, _pi1).All;

        // What is no GET is all that may change something.
        Assert.Equal(
            EndpointAccess.All.Where(endpoint => !endpoint.StartsWith("GET ", StringComparison.Ordinal) && !endpoint.StartsWith("ANY ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            changes.Select(change => change.Endpoint).Concat(s_without.Keys).Order(StringComparer.Ordinal));

        foreach (var change in changes)
        {
            var before = log.Last(1).Select(line => line.Number).DefaultIfEmpty().Single();
            await change.Call();
            await Until.TrueAsync(
                () => log.Last(50).Any(line => line.Number > before && line.What == change.What && line.Outcome == "done"), TimeSpan.FromSeconds(5), $"the line of {change.Endpoint}");
        }
    }
}
