using Homelab.Agent.Collectors;
using Homelab.Host;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>
/// Locks everything that the agent says of three captured machines. After a wanted change: HOMELAB_UPDATE_GOLDEN=1, and read the difference.
/// </summary>
public class GoldenOutputTests
{
    [Theory]
    [InlineData("pi4")]
    [InlineData("nas")]
    [InlineData("server")]
    public void A_captured_machine_is_read_as_before(string name)
    {
        var text = PrintOnce.Text(Repository.PathOf($"tests/fixtures/roots/{name}"), new BootClock()) + "\n";
        Assert.Equal(GoldenFile.Expected($"tests/Homelab.Agent.Tests/Golden/{name}.prom", text), text);
    }
}
