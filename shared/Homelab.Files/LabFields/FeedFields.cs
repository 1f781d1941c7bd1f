using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class FeedFields
{
    private static readonly WordType<CutMode> s_cut = new(
        "cut", "`none`, or `return`: cut the outlets and come back with the mains (NUT's `shutdown.return`).", [("none", CutMode.None), ("return", CutMode.Return)]);

    private static readonly WordType<SelfTestKind> s_kind = new(
        "self-test", "`quick`: some seconds on the battery; or `deep`: until the battery is nearly empty, as the UPS does it.", [("quick", SelfTestKind.Quick), ("deep", SelfTestKind.Deep)]);

    private static readonly Shape<SelfTestConfig> s_selfTest = new(
        "self-test schedule", "When the UPS is told to test its battery. Never in `mode: observe`, in an outage, a drill or a return, below `charge`, with less than five minutes of runtime, "
            + "or while another UPS of the same nodes is not on line or tests itself; it is then put off to the next day.",
        [
            new Field<SelfTestConfig, TimeSpan>("every", TimeValues.Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(400)), (test, value) => test with { Every = value },
                "Between two tests; whole days count.") { Default = "30d", Example = "30d" },
            new Field<SelfTestConfig, TimeOnly>("at", TimeValues.TimeOfDay, (test, value) => test with { At = value },
                "When on that day, in the lab's time zone; it begins within the hour after it.") { Default = "03:00", Example = "\"03:00\"" },
            new Field<SelfTestConfig, SelfTestKind>("kind", s_kind, (test, value) => test with { Kind = value },
                "Which test.") { Default = "quick", Example = "quick" },
            new Field<SelfTestConfig, double>("charge", Values.Percent, (test, value) => test with { ChargeRatio = value },
                "What the battery must hold.") { Default = "90%", Example = "90%" },
        ]);

    private static readonly Shape<PowerSupplySource> s_powerSupply = new(
        "battery of a node", "A battery or UPS that the kernel of a node shows: a laptop's, or a UPS HAT's with a kernel driver (others: `hat`). The node's agent reads it, so that it is unknown while that agent is not heard.",
        [
            new Field<PowerSupplySource, string>("node", new ReferenceType(ObjectKind.Node), (source, value) => source with { Node = value },
                "Whose kernel shows it.") { IsRequired = true, Example = "pi1" },
            new Field<PowerSupplySource, string>("battery", PowerValues.SupplyName, (source, value) => source with { Battery = value },
                "Its name in `/sys/class/power_supply`. The mains are whatever else stands there and says whether it is `online`.") { IsRequired = true, Example = "BAT0" },
        ]);

    public static Shape<FeedConfig> Shape { get; } = new(
        "feed", "Something that powers: a UPS, or the bare mains.",
        [
            new Field<FeedConfig, NutSource>("nut", NetworkValues.NutSource, (feed, value) => feed with { Nut = value },
                "Where NUT reads the UPS. A feed has one of `nut`, `apcupsd`, `power_supply`, `hat` and `mains: true`.") { Example = "ups@nas.lan" },
            new Field<FeedConfig, ApcupsdSource>("apcupsd", NetworkValues.ApcupsdSource, (feed, value) => feed with { Apcupsd = value },
                "Where apcupsd tells of the UPS. It takes no commands, so no `cut`, `self_test` or outlet; and it stops its own host at its own limits. "
                    + "Its `POLLTIME` is 60 s unless `apcupsd.conf` says otherwise: write 10 or less.") { Example = "nas.lan" },
            new Field<FeedConfig, PowerSupplySource>("power_supply", new ObjectType<PowerSupplySource>(s_powerSupply, new PowerSupplySource("", "")), (feed, value) => feed with { PowerSupply = value },
                "The battery that a node's kernel shows. It takes no commands, so no `cut`, `self_test` or outlet.") { Example = "{node: pi1, battery: BAT0}" },
            new Field<FeedConfig, HatSource>("hat", new ObjectType<HatSource>(HatFields.Shape, new HatSource("")), (feed, value) => feed with { Hat = value },
                "The UPS HAT of a node. It takes no commands, so no `cut`, `self_test` or outlet.") { Example = "{node: pi1, board: x728}" },
            new Field<FeedConfig, bool>("mains", Values.Boolean, (feed, value) => feed with { IsMains = value },
                "The bare mains: no battery, so what hangs on nothing else is off at once.") { Default = "false", Example = "true" },
            new Field<FeedConfig, string>("user", Values.Text, (feed, value) => feed with { User = value },
                "The NUT user for commands; reading needs none.") { DefaultSays = "none: the UPS is only read", Example = "homelab" },
            new Field<FeedConfig, string>("password", FileValues.Secret, (feed, value) => feed with { Password = value },
                "Where the NUT user's password is found; never the password itself.") { Example = "\"secret:rack-ups\"" },
            new Field<FeedConfig, CutMode>("cut", s_cut, (feed, value) => feed with { Cut = value },
                "Whether the UPS is told to cut its outlets when everything on it is off, so that machines that start with power start again.") { Default = "none", Example = "return" },
            new Field<FeedConfig, int>("watts", Values.WholeNumber(1, 1_000_000), (feed, value) => feed with { RatingWatts = value },
                "What the UPS carries in watts (not in VA). A feed that another's death overloads dies with it; and where the UPS tells no `ups.realpower`, watts are made of its load.") { DefaultSays = "not known", Example = "520" },
            new Field<FeedConfig, TimeSpan>("runtime", TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)), (feed, value) => feed with { DeclaredRuntime = value },
                "How long a full battery carries the present load, as you know it; caps what the UPS claims.") { DefaultSays = "what the UPS says", Example = "12m" },
            new Field<FeedConfig, SelfTestConfig>("self_test", new ObjectType<SelfTestConfig>(s_selfTest, new SelfTestConfig()), (feed, value) => feed with { SelfTest = value },
                "When the UPS is told to test its battery.") { DefaultSays = "nobody tells it to", Example = "{every: 30d, at: \"03:00\"}" },
            new Field<FeedConfig, TriggerConfig>("triggers", new ObjectType<TriggerConfig>(TriggerFields.Shape, new TriggerConfig()), (feed, value) => feed with { Triggers = value },
                "What makes the shutdown begin at once, without grace and before the latest starts.") { Default = "{}", Example = "{charge: 30%}" },
        ]);
}
