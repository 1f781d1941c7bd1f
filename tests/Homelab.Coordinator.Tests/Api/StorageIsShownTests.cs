using System.Text.Json;
using System.Text.Json.Nodes;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Storage;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

public class StorageIsShownTests
{
    private static StorageReport Card(string cid, long errors) => new()
    {
        Devices =
        {
            new StorageDevice
            {
                Name = "mmcblk0", Kind = StorageKind.SdCard, Identity = cid, Model = "SC32G", Made = "02/2022", SizeBytes = 31_914_983_424,
                Writes = new StorageWrites { Bytes = 1_000_000, Count = 100, BusyMs = 250 },
                FileSystems = { new StorageFileSystem { Device = "mmcblk0p2", Errors = errors } },
            },
        },
    };

    private static async Task Say(AgentOnTheWire agent, CoordinatorUnderTest coordinator, string cid, long errors)
    {
        await agent.SendAsync(new AgentFrame { Key = agent.Key(), Storage = Card(cid, errors) });
        var board = coordinator.Service<StorageBoard>();
        await Until.TrueAsync(() => board.Of("pi1").Any(device => device.Key == cid && device.FileSystems["mmcblk0p2"].Errors == errors), TimeSpan.FromSeconds(15), "the report to be taken");
    }

    [Fact]
    public async Task A_card_that_meets_errors_degrades_its_node_everywhere_and_is_remembered_over_a_restart()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var agent = await coordinator.ConnectAsync("pi1");
        await Say(agent, coordinator, "cid-1", 0);
        await Say(agent, coordinator, "cid-1", 2);

        var text = await coordinator.Http.GetStringAsync("/api/v1/nodes/pi1", TestContext.Current.CancellationToken);
        using var node = JsonDocument.Parse(text);
        var card = node.RootElement.GetProperty("storage")[0];
        Assert.Equal("FAILING", card.GetProperty("state").GetString());
        Assert.Equal(2.5, card.GetProperty("writeMilliseconds").GetDouble());
        Assert.Contains("mmcblk0 of pi1 is FAILING: the file system on mmcblk0p2 met 2 new errors", node.RootElement.GetProperty("health").GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);

        var list = await coordinator.Lab.ListNodesAsync(new ListNodesRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("FAILING", Assert.Single(list.Nodes.Single(item => item.Name == "pi1").Storage).State);
        var metrics = await coordinator.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("homelab_storage_state{node=\"pi1\",device=\"mmcblk0\",state=\"FAILING\"} 1", metrics, StringComparison.Ordinal);

        coordinator.Service<StorageBoard>().Keep();
        var kept = new StorageFile(coordinator.StateDirectory, Microsoft.Extensions.Logging.Abstractions.NullLogger<StorageFile>.Instance).Load()["pi1"];
        Assert.Equal(2, Assert.Single(kept.Devices).FileSystems["mmcblk0p2"].Grew);
    }

    [Fact]
    public async Task A_new_cid_is_told_as_a_replaced_card_and_begins_well()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var agent = await coordinator.ConnectAsync("pi1");
        await Say(agent, coordinator, "cid-1", 0);
        await Say(agent, coordinator, "cid-1", 2);
        await Say(agent, coordinator, "cid-2", 0);

        var events = coordinator.Service<Homelab.Coordinator.Events.EventFeed>();
        using var reader = events.Read(null);
        Assert.Contains(reader.Kept, said => said.Code == "StorageReplaced" && said.Message.Contains("cid-2 stands where cid-1 stood", StringComparison.Ordinal));
        Assert.Equal(Homelab.Domain.Storage.StorageVerdict.Ok, Assert.Single(coordinator.Service<StorageBoard>().Assess("pi1")).Verdict);
    }

    /// <summary>What this version holds of a device and an earlier one did not is not known of it, and not missing.</summary>
    [Theory]
    [InlineData("probe")]
    [InlineData("smart")]
    [InlineData("complaints")]
    [InlineData("controller")]
    [InlineData("canary")]
    [InlineData("scrub")]
    [InlineData("fullRead")]
    public async Task What_an_earlier_version_kept_is_read_without_what_it_did_not_know(string property)
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var agent = await coordinator.ConnectAsync("pi1");
        await Say(agent, coordinator, "cid-1", 0);
        coordinator.Service<StorageBoard>().Keep();
        var path = Path.Combine(coordinator.StateDirectory, "storage.json");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        Assert.True(file["nodes"]!["pi1"]![0]!.AsObject().Remove(property));
        await File.WriteAllTextAsync(path, file.ToJsonString(), TestContext.Current.CancellationToken);

        var kept = Assert.Single(new StorageFile(coordinator.StateDirectory, Microsoft.Extensions.Logging.Abstractions.NullLogger<StorageFile>.Instance).Load()["pi1"].Devices);

        Assert.Equal("cid-1", kept.Key);
        Assert.NotNull(Homelab.Domain.Storage.StorageAssessor.Assess(kept, TimeProvider.System.GetUtcNow()).Coverage);
        Assert.Single(Homelab.Domain.Storage.DeviceHistory.Take(kept, kept.Last, "boot-2", TimeProvider.System.GetUtcNow()).FileSystems);
    }
}
