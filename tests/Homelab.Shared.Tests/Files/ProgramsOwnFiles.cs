using System.Net;
using Homelab.Files.Programs;

namespace Homelab.Shared.Tests.Files;

public class ProgramsOwnFiles
{
    [Fact]
    public void The_least_that_an_agent_needs_is_its_name()
    {
        var result = AgentFile.Parse("schema: 1\nnode: pi1\n", "agent.yaml");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(new AgentFileConfig { Node = "pi1" }, result.File);
    }

    [Fact]
    public void An_agents_file_is_read_as_it_is_written()
    {
        var result = AgentFile.Parse(
            """
            schema: 1
            node: pi1
            coordinator: "http://127.0.0.1:21841"
            state: /tmp/some where/state
            runtime: /tmp/run
            root: /tmp/root
            power_off: exit
            flush: 2s
            outbox_quota: 1MiB
            """,
            "agent.yaml");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            new AgentFileConfig
            {
                Node = "pi1", Coordinator = new Uri("http://127.0.0.1:21841"), StateDirectory = "/tmp/some where/state", RuntimeDirectory = "/tmp/run", Root = "/tmp/root",
                PowerOff = PowerOffMethod.Exit, FlushInterval = TimeSpan.FromSeconds(2), OutboxQuotaBytes = 1 << 20,
            },
            result.File);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8441", "")]
    [InlineData("http://localhost:8441", "")]
    [InlineData("http://[::1]:8441", "")]
    [InlineData("http://10.0.0.2:8441", "HL0702")]
    [InlineData("https://10.0.0.2:8442", "")]
    [InlineData("https://hub.lan:8442", "")]
    [InlineData("http://hub.lan:8441", "HL0702")]
    [InlineData("http://127.0.0.1.evil.example:8441", "HL0702")]
    public void Logind_obeys_only_a_coordinator_that_proves_who_it_is_or_is_on_the_same_machine(string coordinator, string codes)
    {
        var result = AgentFile.Parse($"schema: 1\nnode: pi1\ncoordinator: \"{coordinator}\"\npower_off: logind\ninsecure: true\n", "agent.yaml");

        Assert.Equal(codes, string.Join(' ', result.Diagnostics.Select(diagnostic => diagnostic.Code.Code)));
        Assert.Equal(codes.Length == 0, result.File is not null);
    }

    [Fact]
    public void A_coordinator_elsewhere_has_to_be_wanted()
    {
        const string File = "schema: 1\nnode: pi1\ncoordinator: http://hub.lan:8441\n";

        Assert.Equal("HL0701", Assert.Single(AgentFile.Parse(File, "agent.yaml").Diagnostics).Code.Code);
        Assert.NotNull(AgentFile.Parse(File + "insecure: true\n", "agent.yaml").File);
        Assert.NotNull(AgentFile.Parse(File.Replace("http:", "https:", StringComparison.Ordinal), "agent.yaml").File);
    }

    [Fact]
    public void Agents_that_prove_who_they_are_may_come_from_anywhere()
    {
        var result = CoordinatorFile.Parse("schema: 1\nagents: 0.0.0.0:8442\n", "coordinator.yaml");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(IPEndPoint.Parse("0.0.0.0:8442"), result.File!.Agents);
    }

    [Theory]
    [InlineData("listen: 0.0.0.0:8440", "HL0701")]
    [InlineData("listen: 0.0.0.0:8440\ntls: true", "")]
    [InlineData("uplink: 0.0.0.0:8441\ntls: true", "HL0701")]
    [InlineData("tls: true\ncertificate: /etc/hub.crt\ncertificate_key: /etc/hub.key", "")]
    [InlineData("tls: true\ncertificate: /etc/hub.crt", "HL0705")]
    [InlineData("tls: true\ncertificate_key: /etc/hub.key", "HL0705")]
    [InlineData("certificate: /etc/hub.crt\ncertificate_key: /etc/hub.key", "HL0705")]
    public void The_page_may_be_anywhere_under_TLS_and_nothing_else_of_it(string lines, string codes) => Assert.Equal(
        codes, string.Join(' ', CoordinatorFile.Parse($"schema: 1\n{lines}\n", "coordinator.yaml").Diagnostics.Select(diagnostic => diagnostic.Code.Code)));

    [Fact]
    public void A_node_that_refuses_every_stop_is_told_that_its_method_is_never_used()
    {
        var result = AgentFile.Parse("schema: 1\nnode: pi1\npower_off: exit\nmay_power_off: false\n", "agent.yaml");

        Assert.False(result.File!.MayPowerOff);
        Assert.Equal("HL0704", Assert.Single(result.Diagnostics).Code.Code);
    }

    [Fact]
    public void Everything_of_the_coordinators_has_a_default()
    {
        var result = CoordinatorFile.Parse("schema: 1\n", "coordinator.yaml");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(new CoordinatorFileConfig(), result.File);
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:8440"), result.File!.Listen);
    }

    [Fact]
    public void A_coordinators_file_is_read_as_it_is_written()
    {
        var result = CoordinatorFile.Parse(
            "schema: 1\nlab: /tmp/lab.yaml\nstate: /tmp/s\nruntime: /tmp/r\nlisten: 127.0.0.1:20001\nuplink: \"[::1]:20002\"\nhistory_quota: 512MiB\nsecrets: /tmp/x\n", "coordinator.yaml");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            new CoordinatorFileConfig
            {
                LabFile = "/tmp/lab.yaml", StateDirectory = "/tmp/s", RuntimeDirectory = "/tmp/r", Listen = IPEndPoint.Parse("127.0.0.1:20001"),
                Uplink = IPEndPoint.Parse("[::1]:20002"), HistoryQuotaBytes = 512L << 20, SecretsDirectory = "/tmp/x",
            },
            result.File);
    }

    [Theory]
    [InlineData("listen: 0.0.0.0:8440", "2:9: error HL0701 listen: others can reach 0.0.0.0:8440, and nobody proves who connects.")]
    [InlineData("uplink: 10.0.0.1:8441", "2:9: error HL0701 uplink: others can reach 10.0.0.1:8441")]
    [InlineData("uplink: 127.0.0.1:8440", "2:9: error HL0703 uplink: `listen` has 127.0.0.1:8440 already.")]
    [InlineData("agents: 0.0.0.0:8441", "2:9: error HL0703 agents: `uplink` has 127.0.0.1:8441 already.")]
    [InlineData("lisen: 127.0.0.1:1", "2:1: error HL0201 lisen: the file has no such key. Did you mean listen?")]
    [InlineData("state: relative", "2:8: error HL0205 state: \"relative\" is not an absolute path.")]
    public void What_cannot_be_is_refused_with_its_place(string line, string expected) =>
        Assert.StartsWith($"c.yaml:{expected}", Assert.Single(CoordinatorFile.Parse($"schema: 1\n{line}\n", "c.yaml").Diagnostics).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Each_key_of_the_coordinators_file_is_a_setting_with_the_value_that_holds()
    {
        var other = CoordinatorFile.Parse(
            "schema: 1\nlab: /a\nstate: /b\nruntime: /c\nlisten: 127.0.0.1:1\ntls: true\ncertificate: /d\ncertificate_key: /e\nuplink: 127.0.0.1:2\nagents: 127.0.0.1:3\ninsecure: true\nhistory_quota: 512MiB\nsecrets: /f\n", "c.yaml").File!.Settings();
        var blank = new CoordinatorFileConfig().Settings();

        Assert.Equal(CoordinatorFileFields.Shape.Fields.Select(field => field.Key).Where(key => key != "schema").Order(StringComparer.Ordinal), blank.Keys);
        Assert.Equal(blank.Keys, other.Where(setting => blank[setting.Key] != setting.Value).Select(setting => setting.Key));
        Assert.Equal(other.Count, other.Values.Where(value => value != "True").Distinct().Count() + 2);
    }

    [Fact]
    public void A_newer_schema_is_refused_with_a_sentence() =>
        Assert.Contains("HL0210 schema: \"2\" is not a schema that this version of Homelab reads.", Assert.Single(CoordinatorFile.Parse("schema: 2\n", "c.yaml").Diagnostics).ToString(), StringComparison.Ordinal);
}
