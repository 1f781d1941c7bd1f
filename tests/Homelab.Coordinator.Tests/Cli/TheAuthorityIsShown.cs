using System.Text.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

public class TheAuthorityIsShown
{
    private static readonly AuthorityStatus s_halfway = new()
    {
        Newest = new string('B', 64), Former = new string('A', 64),
        Nodes =
        {
            new NodeAuthority { Node = "pi1", Standing = "newest", Sentence = "has a certificate of the new authority" },
            new NodeAuthority { Node = "nas", Standing = "former", Sentence = "has a certificate of the former authority that counts" },
            new NodeAuthority { Node = "old", Standing = "unknown", Sentence = "has a certificate, of which it is not known" },
            new NodeAuthority { Node = "hub", Standing = "none", Sentence = "has no certificate that counts" },
        },
        Rotation = new() { SinceWallMs = SampleAnswers.Now.AddHours(-1).ToUnixTimeMilliseconds(), Enrolled = 3, Moved = 1, WaitsFor = { "nas", "old" }, Sentence = "1 of 3 nodes moved; waiting for nas, old." },
    };

    [Theory]
    [InlineData("ca")]
    [InlineData("ca", "status")]
    public async Task Of_each_node_it_says_where_it_stands_and_whom_the_rotation_waits_for(params string[] words)
    {
        await using var coordinator = await new CannedCoordinator { Authorities = s_halfway }.Start();
        var run = await CommandRun.Of(coordinator.Address, words);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("pi1 has a certificate of the new authority", run.Out, StringComparison.Ordinal);
        Assert.Contains("So far 1 of 3 nodes moved; waiting for nas, old.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_at_rest_is_one_authority()
    {
        await using var coordinator = await new CannedCoordinator { Authorities = new() { Newest = new string('B', 64) } }.Start();
        var run = await CommandRun.Of(coordinator.Address, "ca");

        Assert.Equal((0, "One authority counts: BBBBBBBBBBBBBBBB\n"), (run.ExitCode, run.Out));
        Assert.Null(coordinator.AskedRotation);
    }

    [Fact]
    public async Task The_end_takes_names_with_commas_or_one_by_one()
    {
        await using var coordinator = await new CannedCoordinator { Authorities = new() { Newest = new string('B', 64) } }.Start();
        Assert.Equal(0, (await CommandRun.Of(coordinator.Address, "ca", "rotate")).ExitCode);
        Assert.Equal(new RotateAuthorityRequest { By = "alex" }, coordinator.AskedRotation);

        Assert.Equal(0, (await CommandRun.Of(coordinator.Address, "ca", "rotate", "--finish", "--abandon", "nas,old", "--abandon", "pi9")).ExitCode);
        Assert.Equal(new RotateAuthorityRequest { By = "alex", Finish = true, Abandon = { "nas", "old", "pi9" } }, coordinator.AskedRotation);
    }

    [Fact]
    public async Task A_rotation_that_runs_is_one_line_of_the_status_and_nothing_that_is_wrong()
    {
        var status = SampleAnswers.Healthy();
        Assert.DoesNotContain("authority", StatusText.Of(status, Surface.Plain, SampleAnswers.Now), StringComparison.Ordinal);
        status.Rotation = s_halfway.Rotation;

        var time = new LabTime(status.TimeZone, SampleAnswers.Now).Clock(status.Rotation.SinceWallMs);
        Assert.Contains($"\nThe authority is being rotated since {time}: 1 of 3 nodes moved; waiting for nas, old.\n", StatusText.Of(status, Surface.Plain, SampleAnswers.Now), StringComparison.Ordinal);
        Assert.False(StatusText.IsWrong(status));
        await using var coordinator = await new CannedCoordinator { Status = status }.Start();
        using var json = JsonDocument.Parse((await CommandRun.Of(coordinator.Address, "status", "--json")).Out);
        Assert.Equal("old", json.RootElement.GetProperty("rotation").GetProperty("waitsFor")[1].GetString());
    }

    [Fact]
    public async Task Once_every_node_has_moved_nothing_is_wrong()
    {
        await using var coordinator = await new CannedCoordinator
        {
            Authorities = new() { Newest = new string('B', 64), Former = new string('A', 64), Rotation = new() { Enrolled = 1, Moved = 1, Sentence = "1 of 1 node moved. End it: homelab ca rotate --finish" } },
        }.Start();
        var run = await CommandRun.Of(coordinator.Address, "ca");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("So far 1 of 1 node moved. End it: homelab ca rotate --finish\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_whole_hash()
    {
        await using var coordinator = await new CannedCoordinator { Authorities = s_halfway }.Start();
        using var json = JsonDocument.Parse((await CommandRun.Of(coordinator.Address, "ca", "--json")).Out);

        Assert.Equal(s_halfway.Former, json.RootElement.GetProperty("former").GetString());
        Assert.Equal("unknown", json.RootElement.GetProperty("nodes")[2].GetProperty("standing").GetString());
    }
}
