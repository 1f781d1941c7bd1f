using System.Globalization;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Network;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Programs;

/// <summary>systemd gives up a service that fails five times within ten seconds (systemd.unit(5), StartLimitBurst); these two it must not.</summary>
public sealed class AProgramThatCannotStart : IAsyncDisposable
{
    private const int MoreThanTheBurst = 7;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private NetworkPlace? _place;
    private SystemdMachine? _machine;

    [Fact]
    public async Task Starts_once_what_it_lacked_is_there_however_often_it_had_failed()
    {
        _place = await NetworkPlace.CreateAsync("hub");
        var files = new Dictionary<string, string>
        {
            ["/usr/bin/homelab-agent"] = PublishedProgram.PathOf(PublishedProgram.Agent),
            ["/usr/bin/homelab-coordinator"] = PublishedProgram.PathOf(PublishedProgram.Coordinator),
            ["/etc/homelab/agent.yaml"] = _folder.Write("agent.yaml", "schema: 1\nnode: hub\ncoordinator: http://127.0.0.1:8441\n"),
            ["/etc/homelab/coordinator.yaml"] = _folder.Write("coordinator.yaml", "schema: 1\n"),
            ["/etc/homelab/lab.yaml"] = _folder.Write("lab.yaml", TestLab.Closet.File.Replace("PORT", "3493", StringComparison.Ordinal)),
            ["/etc/homelab/secrets/rack-ups"] = _folder.Write("rack-ups", "x"),
            ["/etc/systemd/system/homelab-agent.service"] = Repository.PathOf("deploy/systemd/homelab-agent.service"),
            ["/etc/systemd/system/homelab-coordinator.service"] = Repository.PathOf("deploy/systemd/homelab-coordinator.service"),
            ["/root/sysusers.d"] = Repository.PathOf("deploy/sysusers.d"),
        };
        _machine = await SystemdMachine.BootAsync("hub", files, new Dictionary<string, string>(), _place, "homelab-agent.service", "homelab-coordinator.service");
        await UntilAsync("NRestarts", restarts => int.Parse(restarts, CultureInfo.InvariantCulture) >= MoreThanTheBurst);

        await _machine.RunAsync("systemd-sysusers", "/root/sysusers.d/homelab-agent.conf", "/root/sysusers.d/homelab-coordinator.conf");

        await UntilAsync("ActiveState", state => state == "active");
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }

        if (_place is not null)
        {
            await _place.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task UntilAsync(string property, Func<string, bool> holds)
    {
        foreach (var service in (string[])["homelab-agent", "homelab-coordinator"])
        {
            await Until.TrueAsync(
                async () => holds((await _machine!.RunAsync("systemctl", "show", "--property", property, "--value", service)).StandardOutput.Trim()), Bound, $"{service} to have the {property} of the test");
        }
    }
}
