using Homelab.Benchmarks.Printing;
using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.Benchmarks.Outage;

/// <summary>
/// The same outage of the same upsd on three machines with systemds of their own (needs root): once with the lab's programs, once with NUT's upsmon as
/// primary and secondaries with its defaults. Who is off when, is seen from outside.
/// </summary>
internal static class FromTransferToTheLastOff
{
    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(180);

    /// <summary>What is left when the UPS says low battery.</summary>
    private static readonly TimeSpan Low = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private static readonly BootClock Clock = new();

    /// <summary>web needs db, db needs hub, which holds the UPS's cable: the order that both are to keep.</summary>
    private static readonly TestLab Lab = new()
    {
        Nodes = ["hub", "db", "web"],
        Guests = ["mon-hub", "mon-db", "mon-web"],
        CoordinatorNode = "hub",
        File = """
            schema: 1
            lab: beside-upsmon
            time_zone: UTC
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:PORT"}
            switches:
              core: {feeds: [rack-ups]}
            nodes:
              hub: {feeds: [rack-ups], switch: core, coordinator: true, stop: 10s, start: power}
              db:  {feeds: [rack-ups], switch: core, stop: 10s, start: power}
              web: {feeds: [rack-ups], switch: core, stop: 10s, start: power}
            services:
              tank:  {on: [db], tier: core}
              cloud: {on: [web], needs: [tank], tier: home}
            """,
    };

    public static async Task<Table> MeasureAsync()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var ours = await PlayAsync(lab, [.. Lab.Nodes.Select(node => lab.Machines[node])]);
        await lab.MainsReturnAsync();
        var theirs = await PlayAsync(lab, await UpsmonsAsync(lab));
        return new Table(
            $"From the transfer to the last machine off, seconds; the battery lasts {Runtime.TotalSeconds:0} s and says LB with {Low.TotalSeconds:0} s left. "
            + "Homelab with the default policy (grace 30 s, margin 60 s) beside upsmon with its defaults (POLLFREQ 5, HOSTSYNC 15, FINALDELAY 5)",
            ["", "order", "first off", "last off", "from the first to the last", "battery left"],
            [Row("homelab", ours), Row("upsmon", theirs), ["homelab : upsmon", "", Ratio(ours[0].After, theirs[0].After), Ratio(ours[^1].After, theirs[^1].After), "", Ratio(Left(ours), Left(theirs))]]);
    }

    private static async Task<IReadOnlyList<(string Name, TimeSpan After)>> PlayAsync(LabOfMachines lab, IReadOnlyList<SystemdMachine> machines)
    {
        var transfer = Clock.Now();
        lab.MainsFail(Runtime, Low);
        var off = await Task.WhenAll(machines.Select(async machine => (machine.Name, After: (await machine.UntilOffAsync(Runtime + Bound)).At - transfer)));
        return [.. off.OrderBy(machine => machine.After)];
    }

    private static async Task<IReadOnlyList<SystemdMachine>> UpsmonsAsync(LabOfMachines lab)
    {
        var guests = new List<SystemdMachine>();
        foreach (var guest in Lab.Guests)
        {
            var role = guest == "mon-hub" ? RealUpsd.Primary : RealUpsd.Secondary;
            guests.Add(await lab.BootGuestAsync(
                guest,
                new Dictionary<string, string>
                {
                    ["/etc/nut/nut.conf"] = "MODE=netclient\n",
                    ["/etc/nut/upsmon.conf"] = $"MONITOR {RealUpsd.Ups}@127.0.0.1:PORT 1 {role}\nMINSUPPLIES 1\nSHUTDOWNCMD \"/sbin/shutdown -h +0\"\n",
                },
                "nut-monitor.service"));
        }

        foreach (var guest in guests)
        {
            await Until.TrueAsync(async () => (await guest.RunAsync("systemctl", "is-active", "nut-monitor.service")).StandardOutput.Trim() == "active", Bound, $"upsmon on {guest.Name}");
        }

        return guests;
    }

    private static string[] Row(string name, IReadOnlyList<(string Name, TimeSpan After)> off) =>
    [
        name, string.Join(", ", off.Select(machine => machine.Name)), $"{off[0].After.TotalSeconds:0.0}", $"{off[^1].After.TotalSeconds:0.0}",
        $"{(off[^1].After - off[0].After).TotalSeconds:0.0}", $"{Left(off).TotalSeconds:0.0}",
    ];

    private static TimeSpan Left(IReadOnlyList<(string Name, TimeSpan After)> off) => Runtime - off[^1].After;

    private static string Ratio(TimeSpan ours, TimeSpan theirs) => $"{ours / theirs:0.00}";
}
