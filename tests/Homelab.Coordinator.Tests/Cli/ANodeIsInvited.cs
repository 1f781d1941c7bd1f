using System.Text.Json;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

public class ANodeIsInvited
{
    private static readonly NodeInvitation s_invitation = new()
    {
        Node = "pi1", Coordinator = "https://10.0.0.2:8442", Token = new string('A', 64), UntilWallMs = SampleAnswers.Now.AddMinutes(15).ToUnixTimeMilliseconds(),
    };

    [Fact]
    public async Task The_line_stands_alone_and_whole()
    {
        await using var coordinator = await new CannedCoordinator { Invitation = s_invitation }.Start();
        var run = await CommandRun.Of(coordinator.Address, "enroll", "pi1", "--for", "5m", "--address", "hub.lan");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith($"\n\nsudo homelab-agent enroll pi1 https://10.0.0.2:8442 {s_invitation.Token}\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(new InviteNodeRequest { Node = "pi1", ForMs = 300_000, By = "alex", Address = "hub.lan" }, coordinator.AskedInvitation);
    }

    [Fact]
    public async Task Programs_get_its_parts()
    {
        await using var coordinator = await new CannedCoordinator { Invitation = s_invitation }.Start();
        using var json = JsonDocument.Parse((await CommandRun.Of(coordinator.Address, "enroll", "pi1", "--json")).Out);

        Assert.Equal(s_invitation.Token, json.RootElement.GetProperty("token").GetString());
        Assert.Equal(0, coordinator.AskedInvitation!.ForMs);
    }

    [Fact]
    public async Task A_time_without_a_unit_is_a_usage_error() => Assert.Equal(2, (await CommandRun.Of(null, "enroll", "pi1", "--for", "15")).ExitCode);

    [Fact]
    public async Task A_revocation_says_what_it_means()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        var run = await CommandRun.Of(coordinator.Address, "revoke", "pi1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("pi1 is revoked: its agent is not heard", run.Out, StringComparison.Ordinal);
        Assert.Equal(new RevokeNodeRequest { Node = "pi1", By = "alex" }, coordinator.AskedRevocation);
    }
}
