using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public sealed class WhichKeysSaySomethingElse
{
    [Theory]
    [InlineData("mode: a, nodes.nas.stop: b", "mode: a, nodes.nas.stop: b", "")]
    [InlineData("mode: a", "mode: b", "1 changed (mode)")]
    [InlineData("nodes.nas.stop: a", "nodes.nas.stop: a, nodes.nas.start: b", "1 new (nodes.nas.start)")]
    [InlineData("nodes.nas.stop: a", "nodes.nas.stop: a, nodes.pi1.stop: b, nodes.pi1.start: c", "1 new (nodes.pi1)")]
    [InlineData("nodes.nas.stop: a, services.dns.on: b, services.dns.tier: c", "nodes.nas.stop: a", "1 gone (services)")]
    [InlineData("nodes: a", "nodes.nas.stop: a", "1 new (nodes.nas), 1 gone (nodes)")]
    public void Each_is_named_and_a_whole_entry_once(string former, string present, string words) => Assert.Equal(words, KeyChanges.Words(Keys(former), Keys(present)));

    [Fact]
    public void So_many_that_nobody_reads_them_are_counted() => Assert.Equal(
        "90 new (nodes.n10, nodes.n11, nodes.n12, nodes.n13, nodes.n14, nodes.n15 and 84 more)",
        KeyChanges.Words(Keys("nodes.nas.stop: a"), Keys(string.Join(", ", ["nodes.nas.stop: a", .. Enumerable.Range(10, 90).Select(number => $"nodes.n{number}.stop: b")]))));

    [Fact]
    public void A_digest_tells_two_values_apart_and_does_not_hold_them()
    {
        Assert.Equal(KeyChanges.Digest("90s"), KeyChanges.Digest("90s"));
        Assert.NotEqual(KeyChanges.Digest("90s"), KeyChanges.Digest("60s"));
        Assert.DoesNotContain("90s", KeyChanges.Digest("90s"), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Keys(string written) => written.Split(", ").Select(key => key.Split(": ")).ToDictionary(key => key[0], key => key[1]);
}
