using Homelab.Files.Fields;

namespace Homelab.Files.Programs;

internal static class AgentFileFields
{
    private static readonly WordType<PowerOffMethod> s_powerOff = new(
        "power-off method", "`none`: nothing is done, and what would have been done is reported. `exit`: the agent's process ends, for trials. `logind`: the machine is powered off.",
        [("none", PowerOffMethod.None), ("exit", PowerOffMethod.Exit), ("logind", PowerOffMethod.Logind)]);

    public static AgentFileConfig Blank { get; } = new() { Node = "" };

    public static Shape<AgentFileConfig> Shape { get; } = new(
        "agent file", "What the agent is and what it may do. What to collect comes from the coordinator.",
        [
            new Field<AgentFileConfig, int>("schema", Values.SchemaVersion, (file, _) => file,
                "The version of the dialect.") { IsRequired = true, Example = "1" },
            new Field<AgentFileConfig, string>("node", Values.Name, (file, value) => file with { Node = value },
                "The node's name in `lab.yaml`.") { IsRequired = true, Example = "pi1" },
            new Field<AgentFileConfig, Uri>("coordinator", NetworkValues.HttpAddress, (file, value) => file with { Coordinator = value },
                "Where the coordinator is: `https://` and its `agents` address, for which the node has to be enrolled, or on the coordinator's own machine `http://` and its `uplink` address.") { Default = "http://127.0.0.1:8441", Example = "https://10.0.0.2:8442" },
            new Field<AgentFileConfig, string>("state", FileValues.AbsolutePath, (file, value) => file with { StateDirectory = value },
                "What outlives a reboot: the outbox and the generations seen.") { Default = "/var/lib/homelab-agent", Example = "/var/lib/homelab-agent" },
            new Field<AgentFileConfig, string>("runtime", FileValues.AbsolutePath, (file, value) => file with { RuntimeDirectory = value },
                "What must not outlive a boot: the power lease. On tmpfs.") { Default = "/run/homelab-agent", Example = "/run/homelab-agent" },
            new Field<AgentFileConfig, string>("root", FileValues.AbsolutePath, (file, value) => file with { Root = value },
                "Everything that collectors read lies below it.") { Default = "/", Example = "/host" },
            new Field<AgentFileConfig, PowerOffMethod>("power_off", s_powerOff, (file, value) => file with { PowerOff = value },
                "How the node is stopped. `logind` needs a coordinator that proves who it is (https), or one on the same machine.") { Default = "none", Example = "exit" },
            new Field<AgentFileConfig, bool>("may_power_off", Values.Boolean, (file, value) => file with { MayPowerOff = value },
                "Whether the node obeys orders to stop at all; the refusal is shown.") { Default = "true", Example = "false" },
            new Field<AgentFileConfig, string>("accept_lineage", Values.Name, (file, value) => file with { AcceptLineage = $"lab:{value}" },
                "The name of another lab whose coordinator may take this node over; without it the node obeys only the lab that it obeyed first.") { DefaultSays = "none", Example = "cellar" },
            new Field<AgentFileConfig, TimeSpan>("flush", TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), (file, value) => file with { FlushInterval = value },
                "How often unacknowledged readings are written to the outbox; a crash loses at most this much.") { Default = "10s", Example = "30s" },
            new Field<AgentFileConfig, long>("outbox_quota", FileValues.Size, (file, value) => file with { OutboxQuotaBytes = value },
                "What the outbox may take on disk; then averages go before raw readings, and events never.") { Default = "64MiB", Example = "16MiB" },
            new Field<AgentFileConfig, bool>("insecure", Values.Boolean, (file, value) => file with { Insecure = value },
                "Allows a coordinator on another machine although neither end proves who it is.") { Default = "false", Example = "true" },
        ]);
}
