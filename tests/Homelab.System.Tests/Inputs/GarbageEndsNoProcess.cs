using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Inputs;

/// <summary>Whatever comes in, the published programs go on and say what is wrong.</summary>
public sealed class GarbageEndsNoProcess
{
    [Fact]
    public async Task On_the_ports_of_the_coordinator()
    {
        await using var lab = await LabUnderTest.StartAsync();
        foreach (var blob in Garbage.Blobs)
        {
            await Garbage.ThrowAsync(lab.Uplink.Port, blob);
            await Garbage.ThrowAsync(lab.Page.Port, blob);
        }

        await StillWorksAsync(lab);
    }

    [Fact]
    public async Task In_the_frames_of_an_uplink()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = lab.Uplink, Timeout = TimeSpan.FromSeconds(10) };
        byte[][] frames =
        [
            [], Garbage.Noise(1, 3), Framed(Garbage.Noise(2, 200)), Framed([]), [0, 0x7f, 0xff, 0xff, 0xff], [1, .. Framed(Garbage.Noise(3, 20))[1..]],
            // A hello with the name of a real node, and of none (field 2 is the node, within field 2 of the frame).
            Framed(Field(2, Field(2, "nas"u8.ToArray()))), Framed(Field(2, Field(2, Garbage.Noise(4, 40)))), Framed(Field(5, Garbage.Noise(5, 400))),
        ];
        foreach (var method in (string[])["homelab.v1.Uplink/Connect", "homelab.v1.LabApi/GetStatus", "homelab.v1.LabApi/GetHistory", "homelab.v1.LabApi/SetMaintenance", "homelab.v1.LabApi/AskOutage", "no.such/Method"])
        {
            foreach (var frame in frames)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/" + method)
                {
                    Content = new ByteArrayContent(frame), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
                request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
                await SwallowAsync(client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
            }
        }

        await StillWorksAsync(lab);
        Says(lab.Coordinator, "was refused (Malformed):", "was refused (Protocol):");
    }

    [Fact]
    public async Task In_REST_and_it_is_answered_with_problem_details()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var client = new HttpClient { BaseAddress = lab.Page, Timeout = TimeSpan.FromSeconds(10) };
        using var maintenance = await client.PostAsync(
            new Uri("/api/v1/nodes/nas/maintenance", UriKind.Relative), new StringContent("{\"for\": [[[", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.InRange((int)maintenance.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", maintenance.Content.Headers.ContentType?.MediaType);
        using var unknown = await client.GetAsync(new Uri("/api/v1/nodes/no-such-node", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);

        await StillWorksAsync(lab);
    }

    [Fact]
    public async Task From_a_UPS_server()
    {
        var turn = 0;
        await using var broken = new ScriptedUpsd(_ => (turn++ % 5) switch
        {
            0 => ScriptedReply.Bytes(Garbage.Noise(turn, 2000)),
            1 => ScriptedReply.Text("VAR ups ups.status \"OB LB\n\n\n"),
            2 => ScriptedReply.TextThenClose("BEGIN LIST VAR ups\nVAR ups"),
            3 => ScriptedReply.Text("ERR \n"),
            _ => ScriptedReply.Close,
        });
        await using var lab = await LabUnderTest.StartAsync(TestLab.Chain.With(
            "feeds:\n", $"feeds:\n  broken: {{nut: \"ups@127.0.0.1:{broken.Port}\"}}\n"));
        await Until.TrueAsync(() => broken.Requests.Count > 10, TimeSpan.FromSeconds(60), "the coordinator to ask ten times");

        await StillWorksAsync(lab);
        var feed = (await lab.AskAsync("feeds"))!.Value.GetProperty("feeds").EnumerateArray().Single(feed => feed.GetProperty("name").GetString() == "broken");
        Assert.Equal("UNKNOWN", feed.GetProperty("state").GetString());
        Assert.NotEqual("", feed.GetProperty("detail").GetString());
        Assert.Empty(lab.Down);
    }

    [Fact]
    public async Task In_the_lab_file_and_the_old_lab_stays_in_force()
    {
        await using var lab = await LabUnderTest.StartAsync();
        var good = await File.ReadAllTextAsync(lab.LabFile, TestContext.Current.CancellationToken);
        foreach (var text in (string[])["", "\0\u0001", "schema: 99", new string('[', 200_000), good.Replace("feeds: [rack-ups]", "feeds: [rack-upz]", StringComparison.Ordinal), "&a [*a, *a]"])
        {
            await File.WriteAllTextAsync(lab.LabFile, text, TestContext.Current.CancellationToken);
            await Until.TrueAsync(async () => await NoticeAsync(lab) != "", TimeSpan.FromSeconds(20), "the coordinator to say that the lab file is broken");
            await StillWorksAsync(lab);
            await File.WriteAllTextAsync(lab.LabFile, good, TestContext.Current.CancellationToken);
            await Until.TrueAsync(async () => await NoticeAsync(lab) == "", TimeSpan.FromSeconds(20), "the good lab file to be taken up again");
        }
    }

    [Theory]
    [InlineData(PublishedProgram.Agent)]
    [InlineData(PublishedProgram.Coordinator)]
    public async Task In_a_programs_own_file_and_it_says_what_is_wrong(string program)
    {
        using var folder = new TestKit.Repo.TempFolder();
        foreach (var text in (string[])["", "\0\u0001", "schema: 1\nnowhere: 5\n", "{", new string('[', 100_000)])
        {
            var file = folder.Write("program.yaml", text + (program == PublishedProgram.Coordinator && text == "" ? "x" : ""));
            var run = await PublishedProgram.RunAsync(program, ["--config", file], TestContext.Current.CancellationToken);
            Assert.Equal(3, run.ExitCode);
            Assert.Contains("program.yaml", run.StandardError, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task In_what_an_agent_finds_in_its_folders_or_hears_from_its_coordinator()
    {
        await using var noise = new ScriptedUpsd(_ => ScriptedReply.Bytes(Garbage.Noise(7, 5000)));
        using var folder = new TestKit.Repo.TempFolder();
        var root = new MachineRoot(folder.Folder("root"));
        foreach (var file in (string[])["state/outbox.db", "state/fence.json", "state/collectors.pb", "state/watch.pb", "run/power.json"])
        {
            await File.WriteAllBytesAsync(folder.At(file), Garbage.Noise(9, 20_000), TestContext.Current.CancellationToken);
        }

        var config = folder.Write("agent.yaml", $"""
            schema: 1
            node: nas
            coordinator: "http://127.0.0.1:{noise.Port}"
            state: "{folder.Folder("state")}"
            runtime: "{folder.Folder("run")}"
            root: "{root.Path}"
            power_off: exit
            """);
        await using var agent = await PublishedProgram.StartAsync(PublishedProgram.Agent, "an agent among garbage", ["--config", config]);
        await Until.TrueAsync(() => noise.Connections >= 3 || agent.HasExited, TimeSpan.FromSeconds(60), "three attempts to connect");
        Assert.False(agent.HasExited, agent.Tail());
        Says(agent, "outbox.db is damaged", "fence.json cannot be read", "collectors.pb cannot be read", "watch.pb cannot be read", "power.json cannot be read", "The agent tries again");
    }

    private static void Says(RunningProgram program, params string[] sentences) =>
        Assert.Empty(sentences.Where(sentence => !program.Lines.Any(line => line.Contains(sentence, StringComparison.Ordinal))).Select(sentence => $"'{sentence}' was never said; {program.Tail()}"));

    private static async Task<string> NoticeAsync(LabUnderTest lab) =>
        (await lab.AskAsync("status"))?.GetProperty("labFile").GetProperty("notice").GetString() ?? "";

    private static async Task StillWorksAsync(LabUnderTest lab)
    {
        Assert.False(lab.Coordinator.HasExited, lab.Coordinator.Tail());
        await lab.UntilConnectedAsync(lab.Lab.Nodes);
        Assert.DoesNotContain(lab.Coordinator.Lines, line => line.Contains("Unhandled exception", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task SwallowAsync(Task<HttpResponseMessage> sending)
    {
        try
        {
            (await sending).Dispose();
        }
        catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException)
        {
            // Refused in whatever way: what matters is who is alive afterwards.
        }
    }

    /// <summary>gRPC's frame: not compressed, the length in four bytes, the message.</summary>
    private static byte[] Framed(byte[] message) =>
        [0, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];

    /// <summary>A length-delimited field of a protobuf message.</summary>
    private static byte[] Field(int number, byte[] content) =>
        content.Length < 128 ? [(byte)(number << 3 | 2), (byte)content.Length, .. content] : [(byte)(number << 3 | 2), (byte)(content.Length & 127 | 128), (byte)(content.Length >> 7), .. content];
}
