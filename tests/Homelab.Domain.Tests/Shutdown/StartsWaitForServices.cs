using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>web needs sql on db, and both were stopped: web starts when sql runs, and not when db's agent speaks.</summary>
public class StartsWaitForServices
{
    private const string Sql = "sql.service";

    private static readonly LabConfig Lab = TheLabComesBack.Woken with
    {
        Services = [.. TheLabComesBack.Woken.Services.Select(service => service.Name == "sql" ? service with { Units = [Sql] } : service)],
        Policy = TheLabComesBack.Woken.Policy with { Restart = TheLabComesBack.Woken.Policy.Restart with { BootAtMost = TimeSpan.FromMinutes(4) } },
    };

    [Fact]
    public void A_node_is_started_when_what_it_needs_runs_and_not_as_soon_as_its_machine_speaks()
    {
        var lab = Play(new SeenUnit(Sql, Runs: false, Exists: true));
        Moment? runs = null;
        lab.At(0, it => it.Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            if (Back(it, "db") is not { } back || it.Clock.Now < back + TimeSpan.FromSeconds(60))
            {
                return true;
            }

            runs = it.Clock.Now;
            Assert.Equal("waits for sql on db", Assert.Single(it.Engine!.Returning, wait => wait.Node == "web").WaitsFor);
            it.Step(new OutageInput.UnitsSeen("db", it.Agent("db").State.BootId, [new SeenUnit(Sql, Runs: true, Exists: true)]));
            return false;
        }));
        lab.RunUntil(1500);
        TheLabComesBack.Everybody(lab);
        Assert.Equal(runs, lab.Wire.Wakes.First(wake => wake.Node == "web").At);
    }

    [Fact]
    public void What_never_runs_holds_nobody_up_longer_than_a_boot_may_take()
    {
        var lab = Play(new SeenUnit(Sql, Runs: false, Exists: true)).RunUntil(1500);
        TheLabComesBack.Everybody(lab);
        Assert.InRange((lab.Wire.Wakes.First(wake => wake.Node == "web").At - Back(lab, "db")!.Value).TotalSeconds, 238, 242);
    }

    [Fact]
    public void What_was_not_reported_yet_is_waited_for_and_what_another_boot_reported_does_not_count()
    {
        var lab = Play(new SeenUnit("other.service", Runs: true, Exists: true));
        lab.At(400, it => it.Step(new OutageInput.UnitsSeen("db", "db-boot-1", [new SeenUnit(Sql, Runs: true, Exists: true)]))).RunUntil(1500);
        TheLabComesBack.Everybody(lab);
        Assert.InRange((lab.Wire.Wakes.First(wake => wake.Node == "web").At - Back(lab, "db")!.Value).TotalSeconds, 238, 242);
    }

    [Fact]
    public void What_systemd_does_not_know_is_not_waited_for()
    {
        var lab = Play(new SeenUnit(Sql, Runs: false, Exists: false)).RunUntil(1500);
        TheLabComesBack.Everybody(lab);
        Assert.True(lab.Wire.Wakes.First(wake => wake.Node == "web").At - Back(lab, "db")!.Value < TimeSpan.FromSeconds(2));
    }

    private static EngineHarness Play(SeenUnit sees)
    {
        var lab = TheLabComesBack.Half(Lab);
        lab.Agent("db").Sees = _ => sees;
        return lab;
    }

    private static Moment? Back(EngineHarness lab, string node) => lab.Journal.FirstOrDefault(entry => entry.Transition == SequenceTransition.NodeReturned && entry.Node == node)?.At;
}
