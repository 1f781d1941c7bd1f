using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class FeedFields
{
    private static readonly WordType<CutMode> s_cut = new(
        "cut", "`none`, or `return`: cut the outlets and come back with the mains (NUT's `shutdown.return`).", [("none", CutMode.None), ("return", CutMode.Return)]);

    public static Shape<FeedConfig> Shape { get; } = new(
        "feed", "Something that powers: a UPS that NUT reads, or the bare mains.",
        [
            new Field<FeedConfig, NutSource>("nut", NetworkValues.NutSource, (feed, value) => feed with { Nut = value },
                "Where the UPS is read. A feed has either this or `mains: true`.") { Example = "ups@nas.lan" },
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
            new Field<FeedConfig, TriggerConfig>("triggers", new ObjectType<TriggerConfig>(TriggerFields.Shape, new TriggerConfig()), (feed, value) => feed with { Triggers = value },
                "What makes the shutdown begin at once, without grace and before the latest starts.") { Default = "{}", Example = "{charge: 30%}" },
        ]);
}
