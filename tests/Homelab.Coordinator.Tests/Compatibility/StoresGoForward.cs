using System.Globalization;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Storage;
using Homelab.Coordinator.Tests.Api;
using Homelab.Store;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>What an earlier version left is read, and what a later one left is refused or kept, never written over.</summary>
public sealed class StoresGoForward : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.1")]
    public async Task A_coordinator_goes_on_with_the_state_of_an_earlier_version(string version)
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(
            ALabThatIsRecorded.LabText.Replace("PORT", "1", StringComparison.Ordinal), prepare: state => KeptState.PutInto(state, version));

        var outage = Assert.Single((await coordinator.Lab.ListOutagesAsync(new ListOutagesRequest(), cancellationToken: TestContext.Current.CancellationToken)).Outages);
        Assert.Equal("attic-1-1", outage.Id);
        var report = await coordinator.Lab.GetOutageReportAsync(new GetOutageReportRequest { Id = outage.Id }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(report.Steps, step => step.Node == "pi1");
        Assert.Equal("2", (await File.ReadAllTextAsync(Path.Combine(coordinator.StateDirectory, "epoch"), TestContext.Current.CancellationToken)).Trim());
        var journal = JournalFile.Read(Path.Combine(coordinator.StateDirectory, "outage.journal"));
        Assert.Equal(0, journal.Damaged);
        Assert.All(journal.Records, record => Assert.NotNull(JournalCodec.Decode(record)));
        Assert.NotEmpty(journal.Records);

        var from = outage.BeganWallMs - 600_000;
        var history = await coordinator.Lab.GetHistoryAsync(new GetHistoryRequest { Node = "pi1", Metric = "node_load1", FromWallMs = from, ToWallMs = from + 1_200_000 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(history.Series, series => series.Values.Contains(0.1));
        Assert.Empty(Directory.EnumerateFiles(coordinator.StateDirectory, "*aside*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_older_document_file_is_carried_forward_on_a_copy_and_kept()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests/fixtures/stores/0.1"), "history*.db"))
        {
            File.Copy(file, _folder.At(Path.GetFileName(file)));
        }

        var settings = new DocumentFileSettings { Path = _folder.At("history.db"), Content = "history", Version = 1, Collections = ["nodes", "flushes", "raw", "averages"] };
        int documents;
        using (var present = DocumentFile.Open(settings))
        {
            documents = present.Scan("nodes").Count + present.Scan("flushes").Count + present.Scan("raw").Count;
        }

        Assert.True(documents > 0);
        using (var next = DocumentFile.Open(settings with { Version = 2, Migrations = [(_, document) => document with { Payload = [.. document.Payload, 7] }] }))
        {
            Assert.All(next.Scan("flushes"), document => Assert.Equal(7, document.Payload[^1]));
            Assert.Equal(documents, next.Scan("nodes").Count + next.Scan("flushes").Count + next.Scan("raw").Count);
        }

        Assert.True(File.Exists(_folder.At("history.version-1.db")));
        var refused = Assert.Throws<StoreException>(() => DocumentFile.Open(settings));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"The history {settings.Path} has version 2; this program knows up to version 1. Start the newer program again, or move the file away to begin with an empty one."), refused.Sentence);
    }

    [Fact]
    public void A_JSON_file_of_a_later_version_is_kept_beside_the_one_that_takes_its_place()
    {
        const string Later = """{"schema":2,"nodes":[{"in":"another form"}]}""";
        var path = _folder.Write("storage.json", Later);
        var file = new StorageFile(_folder.Path, NullLogger<StorageFile>.Instance);

        Assert.Empty(file.Load());
        Assert.True(file.TryKeep(file.Load()));

        Assert.Equal(Later, File.ReadAllText(path + ".version-2"));
        Assert.StartsWith("{\"schema\":1", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Null(LaterVersion.SetAside(path, known: 1));
    }
}
