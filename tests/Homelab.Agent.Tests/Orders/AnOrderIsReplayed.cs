using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Orders;

/// <summary>
/// Somebody has an order that was given once and sends it again. Each of four things that are fresh in every order stops it; with the other three made fresh by hand, and that one as if it were not looked at, it is obeyed.
/// </summary>
public sealed class AnOrderIsReplayed
{
    private static readonly string[] s_defences = ["boot", "beat", "fence", "id"];

    public static TheoryData<string> Defences => [.. s_defences];

    [Fact]
    public async Task As_it_was_it_does_nothing_to_the_next_boot()
    {
        using var lab = new PowerDeskHarness();
        await Given(lab, out var order);
        lab.Start("boot-2");

        lab.Desk.Handle(order);
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal([true], lab.PowerOffs);
    }

    /// <summary>The attack itself works: with nothing stale in it, it is an order like any other.</summary>
    [Fact]
    public async Task With_everything_made_fresh_it_is_obeyed()
    {
        using var lab = new PowerDeskHarness();
        await Given(lab, out var order);

        lab.Start("boot-2");
        lab.Desk.Handle(Forged(lab, order, stale: ""));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal([true, true], lab.PowerOffs);
    }

    [Theory]
    [MemberData(nameof(Defences))]
    public async Task With_one_thing_stale_it_is_not(string stale)
    {
        using var lab = new PowerDeskHarness();
        await Given(lab, out var order);

        lab.Start("boot-2");
        if (stale == "fence")
        {
            lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5), boot: "boot-2", epoch: 2));
        }

        if (stale == "id")
        {
            lab.Desk.Handle(Forged(lab, order, stale: ""));
            await lab.Settle(TimeSpan.FromSeconds(1));
            Assert.Equal([true, true], lab.PowerOffs);
        }

        var before = lab.PowerOffs.Count;
        lab.Desk.Handle(Forged(lab, order, stale));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(before, lab.PowerOffs.Count);
    }

    /// <summary>The order of the first boot, which was obeyed.</summary>
    private static Task Given(PowerDeskHarness lab, out CoordinatorFrame order)
    {
        order = PowerDeskHarness.Order(lab.Beat());
        lab.Desk.Handle(order);
        return lab.Settle(TimeSpan.FromSeconds(1));
    }

    private static CoordinatorFrame Forged(PowerDeskHarness lab, CoordinatorFrame given, string stale)
    {
        var forged = given.Clone();
        if (stale != "boot")
        {
            forged.Order.BootId = "boot-2";
        }

        if (stale != "beat" && lab.Beat() is var beat)
        {
            (forged.Order.AnswersBeat, forged.Order.BeatBoottimeNs) = (beat.Number, beat.SentBoottimeNs);
        }

        forged.Order.OrderId = "attic-1-1/stop:pi1/boot-2";
        return forged;
    }
}
