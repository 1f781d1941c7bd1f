using Homelab.Contracts.V1;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Trust;
using Homelab.TestKit.Secrets;
using Homelab.TestKit.Waiting;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Whatever a coordinator says and keeps, after people did right and wrong with every secret that it was given.</summary>
public sealed class NoSecretComesOut
{
    private const string Last = "Looked";

    private static readonly string[] s_pages = ["/healthz", "/authority.pem", "/", "/metrics", "/openapi/v1.json"];

    /// <summary>Where each may lie, with mode 0600.</summary>
    private static readonly Dictionary<string, string> s_kept = new()
    {
        [$"{AuthorityFile.Directory}/{AuthorityFile.Name}"] = "the authority's key",
        [$"{AccountBook.Directory}/{AccountBook.FileName}"] = "the hash of a",
    };

    private readonly List<string> _found = [];

    [Fact]
    public async Task In_its_log_its_answers_its_events_its_metrics_and_its_files()
    {
        await using var lab = await LabWithSecrets.StartAsync();
        Look(lab, "an answer to a mistake", string.Join('\n', await lab.PlayAsync()));
        await Until.TrueAsync(() => lab.Hub.Service<AuditLog>().Last(1000).Any(line => line is { Who: "eve3", What: "Login" }), TimeSpan.FromSeconds(10), "the last mistake in the audit log");

        lab.Hub.Service<IEventFeed>().Add(5, Last, "", "The test begins to look.");
        foreach (var path in Paths())
        {
            Look(lab, $"GET {path}", await Text(lab, path));
        }

        Look(lab, "the events of REST", await Events(lab));
        await LookOverGrpc(lab);
        Assert.True(lab.Log.Lines.Count > 30, $"only {lab.Log.Lines.Count} lines were logged: this test looks in the wrong place");
        Look(lab, "the log", string.Join('\n', lab.Log.Lines));
        LookAtFiles(lab);
        Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct()));
    }

    /// <summary>Whoever looks in the wrong way finds nothing.</summary>
    [Theory]
    [InlineData("it is s3cret/word+of &him here")]
    [InlineData("?q=s3cret%2Fword%2Bof%20%26him&x")]
    [InlineData("{\"a\":\"s3cret/word\\u002Bof \\u0026him\"}")]
    [InlineData("czNjcmV0L3dvcmQrb2YgJmhpbQ==")]
    [InlineData("IHMzY3JldC93b3JkK29mICZoaW0g")]
    [InlineData("ICBzM2NyZXQvd29yZCtvZiAmaGltIA==")]
    [InlineData("7333637265742f776f72642b6f66202668696d")]
    public void A_secret_is_found_in_each_form(string said)
    {
        var secrets = new SecretNeedles();
        secrets.Add("the secret", "s3cret/word+of &him");
        Assert.NotEmpty(secrets.In("here", said));
        Assert.Empty(secrets.In("here", "it is s3cret/word and no more"));
    }

    /// <summary>All that the table has; of what it wants a name of, one that there is and one that there is not.</summary>
    private static IEnumerable<string> Paths() => EndpointAccess.All
        .Where(endpoint => endpoint.StartsWith("GET /api/", StringComparison.Ordinal) && endpoint != "GET /api/v1/events").Select(endpoint => endpoint["GET ".Length..])
        .SelectMany(path => new[] { "pi1", "no-such-thing" }.Select(name => path.Replace("{name}", name, StringComparison.Ordinal).Replace("{id}", name, StringComparison.Ordinal)))
        .Concat(s_pages).Append("/api/v1/audit?last=1000").Append("/api/v1/history?node=pi1&metric=node_load1").Distinct();

    private static async Task<string> Text(LabWithSecrets lab, string path)
    {
        using var answer = await lab.Hub.Http.SendAsync(Request(HttpMethod.Get, path, lab.Admin), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> Events(LabWithSecrets lab)
    {
        using var answer = await lab.Hub.Http.SendAsync(Request(HttpMethod.Get, "/api/v1/events", lab.Admin), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var said = "";
        while (!said.Contains(Last, StringComparison.Ordinal) || !said.EndsWith("\n\n", StringComparison.Ordinal))
        {
            said += $"{await lines.ReadLineAsync(TestContext.Current.CancellationToken)}\n";
        }

        return said;
    }

    private async Task LookOverGrpc(LabWithSecrets lab)
    {
        var by = By(lab.Admin);
        Look(lab, "GetStatus", $"{await lab.Hub.Lab.GetStatusAsync(new GetStatusRequest(), by)}");
        Look(lab, "ListNodes", $"{await lab.Hub.Lab.ListNodesAsync(new ListNodesRequest(), by)}");
        Look(lab, "GetPlan", $"{await lab.Hub.Lab.GetPlanAsync(new GetPlanRequest(), by)}");
        Look(lab, "GetAuthorities", $"{await lab.Hub.Lab.GetAuthoritiesAsync(new GetAuthoritiesRequest(), by)}");
        Look(lab, "ListUsers", $"{await lab.Hub.People().ListUsersAsync(new ListUsersRequest(), by)}");
        Look(lab, "ListTokens", $"{await lab.Hub.People().ListTokensAsync(new ListTokensRequest(), by)}");
        Look(lab, "ShowAudit", $"{await lab.Hub.People().ShowAuditAsync(new ShowAuditRequest { Last = 1000 }, by)}");
        using var watch = lab.Hub.Lab.Watch(new WatchRequest(), by, cancellationToken: TestContext.Current.CancellationToken);
        for (var code = ""; code != Last && await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken); code = watch.ResponseStream.Current.Code)
        {
            Look(lab, "Watch", $"{watch.ResponseStream.Current}");
        }
    }

    private void LookAtFiles(LabWithSecrets lab)
    {
        foreach (var file in Directory.EnumerateFiles(lab.Hub.StateDirectory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var name = Path.GetRelativePath(lab.Hub.StateDirectory, file);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var found = lab.Secrets.In(name, bytes).ToList();
            if (s_kept.TryGetValue(name, out var kept))
            {
                Assert.Contains(found, line => line.Contains(kept, StringComparison.Ordinal));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
                found.RemoveAll(line => line.Contains(kept, StringComparison.Ordinal));
            }

            _found.AddRange(found);
        }
    }

    private void Look(LabWithSecrets lab, string place, string said)
    {
        Assert.NotEqual("", said);
        _found.AddRange(lab.Secrets.In(place, said));
    }
}
