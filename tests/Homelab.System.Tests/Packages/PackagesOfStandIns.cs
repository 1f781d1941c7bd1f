using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>Packages with programs that do nothing, for tests of what lies around the programs. Made once.</summary>
[CollectionDefinition(Shared)]
public sealed class PackagesOfStandIns : ICollectionFixture<PackagesOfStandIns>, IAsyncLifetime
{
    public const string Shared = "packages of stand-ins";

    public const string Version = "2";

    private readonly TempFolder _folder = new();

    /// <summary>Where the three packages lie.</summary>
    public string Folder => _folder.Folder("deb");

    public async ValueTask InitializeAsync() => await PackagesUnderTest.MakeAsync(PackagesUnderTest.StandIns(_folder), Folder, Version);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
