using System.Security.Cryptography;
using Homelab.Domain.Trust;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Secrets;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Programs;

/// <summary>
/// Whatever the published agent says and keeps, from its enrolment until it is revoked: its log, its outbox, its feeds. It is given the secret of an enrolment and makes a key;
/// the password of the UPS, which it reads too, is the coordinator's, and is never given to it.
/// </summary>
public sealed class NoSecretComesOutOfAnAgent
{
    private const string NutPassword = "nut+pass/7f3a \"quoted\" & more";

    private const string Identity = "identity.pem";

    private const string Outbox = "outbox.db";

    [Fact]
    public async Task In_its_log_and_its_files_but_for_its_key_in_a_file_of_its_own()
    {
        await using var upsd = ScriptedUpsd.Polite(request => ScriptedReply.Text(request == "LIST VAR ups"
            ? "BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\nVAR ups battery.charge \"90\"\nEND LIST VAR ups\n"
            : "ERR UNKNOWN-COMMAND\n"));
        await using var lab = await LabToEnrolIn.StartAsync($"rack: {{nut: \"ups@127.0.0.1:{upsd.Port}\", user: homelab, password: \"secret:rack\"}}", ("rack", NutPassword));
        var line = await lab.LineAsync();
        var secrets = new SecretNeedles();
        secrets.Add("the NUT password", NutPassword);
        secrets.Add("the word of an enrolment", line[3]);
        secrets.Add("the secret of an enrolment", EnrolmentToken.Read(line[3])!.Secret);

        var said = new List<string>();
        string[] broken = [line[3][..^1], $"{line[3]}x", line[3].ToUpperInvariant()];
        foreach (var words in (IEnumerable<string[]>)[.. broken.Select(word => WithToken(line, word)), [.. line, "--frobnicate"], [.. line], [.. line]])
        {
            said.Add((await PublishedProgram.RunAsync(PublishedProgram.Agent, words, TestContext.Current.CancellationToken)).Output);
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(lab.KeptByTheAgent.Single(file => Path.GetFileName(file) == Identity), TestContext.Current.CancellationToken));
        secrets.Add("the node's key", key.ExportParameters(includePrivateParameters: true).D!);

        await using var agent = await lab.StartAgentAsync();
        await lab.UntilAsync(node => node.GetProperty("connected").GetBoolean(), "the agent to be heard");
        await Until.TrueAsync(() => upsd.Requests.Count(request => request == "LIST VAR ups") > 2, LabToEnrolIn.Bound, "the UPS to be read");
        Assert.Contains(upsd.Requests, request => request.StartsWith("PASSWORD ", StringComparison.Ordinal));
        await lab.AskAsync("drill");
        await lab.AskAsync("revoke", LabToEnrolIn.Node);
        await Until.TrueAsync(() => agent.Lines.Any(said => said.Contains("was revoked", StringComparison.Ordinal)), LabToEnrolIn.Bound, "the agent to say that it was revoked");
        await Until.TrueAsync(() => lab.KeptByTheAgent.Any(file => Path.GetFileName(file) == Outbox), LabToEnrolIn.Bound, "readings that nobody takes to be kept");
        await agent.TerminateAsync(LabToEnrolIn.Bound);
        said.AddRange(agent.Lines);

        Assert.All(said, Assert.NotEmpty);
        Assert.Empty(said.SelectMany(text => secrets.In("said", text)));
        foreach (var file in lab.KeptByTheAgent)
        {
            var found = secrets.In(Path.GetFileName(file), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ToList();
            if (Path.GetFileName(file) == Identity)
            {
                Assert.All(found, each => Assert.Contains("the node's key", each, StringComparison.Ordinal));
                Assert.NotEmpty(found);
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
                continue;
            }

            Assert.Empty(found);
        }
    }

    private static string[] WithToken(IReadOnlyList<string> line, string token) => [.. line.Select((word, index) => index == 3 ? token : word)];
}
