using Homelab.Files;

namespace Homelab.Shared.Tests.Files;

/// <summary>A node that cannot hear of an outage says what it does then (P12).</summary>
public class PathsThatDieFirst
{
    [Theory]
    [InlineData("wall", "", "HL0309")]
    [InlineData("wall", "blind: stay", null)]
    [InlineData("wall", "blind: {stop_after: 2m}", null)]
    [InlineData("small", "", "HL0309")]
    [InlineData("large", "", null)]
    [InlineData("large, wall", "", null)]
    [InlineData("small, wall", "blind: stay", null)]
    [InlineData("mute", "", "HL0404")]
    [InlineData("mute, large", "", null)]
    [InlineData("", "", "HL0309")]
    public void Blind_is_demanded_where_a_switch_ends_before_the_node(string feedsOfSwitch, string blind, string? code)
    {
        var codes = Lines.Codes(Lab($"desk: {{feeds: [{feedsOfSwitch}], behind: core}}", $"pi: {{feeds: [large], switch: desk, {blind}}}"));

        Assert.Equal(code is null ? [] : [code], codes.Where(found => found is "HL0309" or "HL0404"));
    }

    [Fact]
    public void A_switch_on_the_coordinators_side_counts_too()
    {
        var result = Lab("desk: {feeds: [large], behind: root}\n  root: {feeds: [large]}\n  far: {feeds: [wall], behind: root}", "pi: {feeds: [large], switch: desk}", coordinatorSwitch: "far");

        Assert.Equal("the switch far dies with the mains, so it never hears of an outage", Assert.Single(result.Diagnostics, diagnostic => diagnostic.Code.Code == "HL0309").Problem);
    }

    [Fact]
    public void A_switch_beyond_the_one_that_both_share_does_not_count()
    {
        var result = Lab("desk: {feeds: [large], behind: core}\n  router: {feeds: [wall]}", "pi: {feeds: [large], switch: desk}", coreBehind: "router");

        Assert.DoesNotContain("HL0309", Lines.Codes(result));
    }

    [Fact]
    public void A_node_on_the_bare_mains_is_not_asked()
    {
        Assert.DoesNotContain("HL0309", Lines.Codes(Lab("desk: {feeds: [wall], behind: core}", "pi: {feeds: [wall], switch: desk}")));
    }

    [Fact]
    public void Nothing_is_concluded_from_a_feed_that_could_not_be_read()
    {
        var codes = Lines.Codes(Lab("desk: {feeds: [largee], behind: core}", "pi: {feeds: [large], switch: desk}"));

        Assert.Contains("HL0206", codes);
        Assert.DoesNotContain("HL0309", codes);
    }

    private static LabFileResult Lab(string switches, string node, string coordinatorSwitch = "core", string? coreBehind = null) => LabFile.Parse(
        $$"""
        schema: 1
        lab: small
        feeds:
          large: {nut: large@hub, runtime: 20m}
          small: {nut: small@hub, runtime: 5m}
          mute: {nut: mute@hub}
          wall: {mains: true}
        switches:
          core: {feeds: [large, small, mute]{{(coreBehind is null ? "" : $", behind: {coreBehind}")}}}
          {{switches}}
        nodes:
          hub: {feeds: [large], switch: {{coordinatorSwitch}}, coordinator: true, start: power}
          {{node}}
        """,
        "lab.yaml");
}
