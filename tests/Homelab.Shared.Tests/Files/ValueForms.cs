using Homelab.Domain.Lab;
using Homelab.Files;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;
using Homelab.Files.Syntax;

namespace Homelab.Shared.Tests.Files;

public class ValueForms
{
    [Theory]
    [InlineData("90s", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("250ms", 250)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("0s", 0)]
    public void A_duration_is_read(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
        Assert.True(DurationText.TryParse(DurationText.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("s")]
    [InlineData("1m1h")]
    [InlineData("1m1m")]
    [InlineData("1.5h")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("999999999d")]
    [InlineData("99999999999999999999s")]
    [InlineData("٣s")]
    public void What_is_not_a_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("ups@nas.lan", "ups", "nas.lan", 3493)]
    [InlineData("desk@pi1.lan:3494", "desk", "pi1.lan", 3494)]
    [InlineData("\"ups@[fd00::1]:3494\"", "ups", "fd00::1", 3494)]
    [InlineData("\"ups@[fd00::1]\"", "ups", "fd00::1", 3493)]
    public void A_UPS_address_is_read_as_NUT_writes_it(string text, string ups, string host, int port) =>
        Assert.Equal(new NutSource(ups, host, port), Bind(NetworkValues.NutSource, text).Value);

    [Theory]
    [InlineData("nas.lan")]
    [InlineData("\"@nas\"")]
    [InlineData("ups@")]
    [InlineData("ups@nas:0")]
    [InlineData("ups@nas:65536")]
    [InlineData("\"ups@nas:\"")]
    [InlineData("a b@nas")]
    [InlineData("a@b@c")]
    public void What_is_not_a_UPS_address_is_refused(string text) => Assert.Equal("HL0205", Bind(NetworkValues.NutSource, text).Code);

    [Theory]
    [InlineData("\"DC-A6-32-00-00-02\"", "dc:a6:32:00:00:02")]
    [InlineData("dc:a6:32:00:00:02", "dc:a6:32:00:00:02")]
    [InlineData("\"ff:ff:ff:ff:ff:ff\"", null)]
    [InlineData("\"00:00:00:00:00:00\"", null)]
    [InlineData("\"01:00:5e:00:00:01\"", null)]
    [InlineData("\"dc:a6:32:00:00\"", null)]
    [InlineData("\"dc:a6:32:00:00:0g\"", null)]
    public void A_MAC_address_is_one_cards(string text, string? expected) => Assert.Equal(expected, Bind(NetworkValues.Mac, text).Value);

    [Theory]
    [InlineData("50%", 0.5)]
    [InlineData("0%", 0.0)]
    [InlineData("100%", 1.0)]
    [InlineData("12.5%", 0.125)]
    [InlineData("101%", null)]
    [InlineData("-1%", null)]
    [InlineData("0.5", null)]
    [InlineData("NaN%", null)]
    public void A_percentage_has_its_sign(string text, double? expected)
    {
        var (value, code) = Bind(Values.Percent, text);
        Assert.Equal(expected, code is null ? value : null);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("pi-1", true)]
    [InlineData("7", true)]
    [InlineData("Pi", false)]
    [InlineData("pi_1", false)]
    [InlineData("-pi", false)]
    [InlineData("pi-", false)]
    [InlineData("pi.1", false)]
    [InlineData("../etc", false)]
    [InlineData("pí", false)]
    public void A_name_could_be_a_hosts(string name, bool isName) => Assert.Equal(isName, Values.NameProblem(name) is null);

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        Assert.Null(Values.NameProblem(new string('a', 63)));
        Assert.NotNull(Values.NameProblem(new string('a', 64)));
    }

    [Theory]
    [InlineData("stop_afer", "stop_after")]
    [InlineData("wlo", "wol")]
    [InlineData("Stop_After", "stop_after")]
    [InlineData("colour", null)]
    public void The_nearest_word_is_proposed_and_a_far_one_is_not(string written, string? meant) =>
        Assert.Equal(meant, Nearest.To(written, ["wol", "stop_after", "feeds"]));

    private static (T? Value, string? Code) Bind<T>(FieldType<T> type, string text)
    {
        var bag = new DiagnosticBag("value.yaml");
        var node = Assert.IsType<MappingNode>(YamlTree.Read($"key: {text}\n", bag)).Entries[0].Value;
        type.TryBind(node, "key", new Binding(bag), out var value);
        return (value, bag.ToSorted().Select(diagnostic => diagnostic.Code.Code).FirstOrDefault());
    }
}
