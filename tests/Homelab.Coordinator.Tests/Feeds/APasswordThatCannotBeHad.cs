using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Files.Secrets;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Feeds;

/// <summary>Is said, so that nobody finds out at the first cut; and an empty one is never sent in its place.</summary>
public sealed class APasswordThatCannotBeHad
{
    [Fact]
    public void Is_named_with_its_code_and_where_it_should_be()
    {
        using var folder = new TempFolder();
        var log = new SpokenLog();
        Assert.Null(new FeedPasswords(SecretStore.FromEnvironment(folder.Path), log.For<FeedPasswords>()).Of("secret:rack-ups"));

        var said = Assert.Single(log.Lines);
        Assert.StartsWith("Error", said, StringComparison.Ordinal);
        Assert.Contains("HL0601", said, StringComparison.Ordinal);
        Assert.Contains(folder.Path, said, StringComparison.Ordinal);
    }
}
