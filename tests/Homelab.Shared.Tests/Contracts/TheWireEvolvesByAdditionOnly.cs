using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Contracts;

/// <summary>Agents and coordinators of neighbouring versions talk: what was once on the wire keeps its number, its type and its meaning.</summary>
public sealed class TheWireEvolvesByAdditionOnly
{
    private const string Kept = "tests/fixtures/wire/names.txt";

    private static string[] KeptLines => File.ReadAllLines(Repository.PathOf(Kept));

    [Fact]
    public void Nothing_that_was_once_there_is_gone_or_has_another_number_or_type() => Assert.Empty(KeptLines.Except(WireNames.All));

    /// <summary>With HOMELAB_UPDATE_GOLDEN=1 it is added, and nothing is ever taken out: that the other sentence would tell.</summary>
    [Fact]
    public void What_is_new_is_kept_from_now_on()
    {
        var all = string.Join('\n', KeptLines.Union(WireNames.All).Order(StringComparer.Ordinal)) + "\n";
        Assert.Equal(GoldenFile.Expected(Kept, all), all);
    }
}
