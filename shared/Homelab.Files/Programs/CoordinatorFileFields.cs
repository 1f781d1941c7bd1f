using System.Net;
using Homelab.Files.Fields;

namespace Homelab.Files.Programs;

internal static class CoordinatorFileFields
{
    public static CoordinatorFileConfig Blank { get; } = new();

    public static Shape<CoordinatorFileConfig> Shape { get; } = new(
        "coordinator file", "Where the coordinator keeps things and listens. Everything about the lab stands in the lab file.",
        [
            new Field<CoordinatorFileConfig, int>("schema", Values.SchemaVersion, (file, _) => file,
                "The version of the dialect.") { IsRequired = true, Example = "1" },
            new Field<CoordinatorFileConfig, string>("lab", FileValues.AbsolutePath, (file, value) => file with { LabFile = value },
                "The lab file.") { Default = "/etc/homelab/lab.yaml", Example = "/etc/homelab/lab.yaml" },
            new Field<CoordinatorFileConfig, string>("state", FileValues.AbsolutePath, (file, value) => file with { StateDirectory = value },
                "What outlives a reboot: history, the outage journal, the generation.") { Default = "/var/lib/homelab-coordinator", Example = "/var/lib/homelab-coordinator" },
            new Field<CoordinatorFileConfig, string>("runtime", FileValues.AbsolutePath, (file, value) => file with { RuntimeDirectory = value },
                "What must not outlive a boot. On tmpfs.") { Default = "/run/homelab-coordinator", Example = "/run/homelab-coordinator" },
            new Field<CoordinatorFileConfig, IPEndPoint>("listen", NetworkValues.EndPoint, (file, value) => file with { Listen = value },
                "The page, the REST API and the metrics.") { Default = "127.0.0.1:8440", Example = "127.0.0.1:8440" },
            new Field<CoordinatorFileConfig, bool>("tls", Values.Boolean, (file, value) => file with { Tls = value },
                "TLS at `listen`, which may then be beyond loopback; also the API over gRPC is there then, for `homelab --coordinator https://...`.") { Default = "false", Example = "true" },
            new Field<CoordinatorFileConfig, string>("certificate", FileValues.AbsolutePath, (file, value) => file with { Certificate = value },
                "A PEM file with the certificate for `tls`, and those between it and its root; it is read again when it changes.") { DefaultSays = "one of the coordinator's own authority", Example = "/etc/homelab/hub.crt" },
            new Field<CoordinatorFileConfig, string>("certificate_key", FileValues.AbsolutePath, (file, value) => file with { CertificateKey = value },
                "A PEM file with the key of `certificate`.") { DefaultSays = "none", Example = "/etc/homelab/hub.key" },
            new Field<CoordinatorFileConfig, IPEndPoint>("uplink", NetworkValues.EndPoint, (file, value) => file with { Uplink = value },
                "gRPC without TLS: the API, and agents on this machine.") { Default = "127.0.0.1:8441", Example = "127.0.0.1:8441" },
            new Field<CoordinatorFileConfig, IPEndPoint>("agents", NetworkValues.EndPoint, (file, value) => file with { Agents = value },
                "Where agents connect with TLS and certificates on both sides (`homelab enroll`). With an address beyond loopback agents are taken only so.") { DefaultSays = "none", Example = "0.0.0.0:8442" },
            new Field<CoordinatorFileConfig, bool>("insecure", Values.Boolean, (file, value) => file with { Insecure = value },
                "Allows other addresses than loopback although nobody proves who connects; the page shows it.") { Default = "false", Example = "true" },
            new Field<CoordinatorFileConfig, long>("history_quota", FileValues.Size, (file, value) => file with { HistoryQuotaBytes = value },
                "What history may take on disk; the oldest goes first.") { Default = "1GiB", Example = "512MiB" },
            new Field<CoordinatorFileConfig, string>("secrets", FileValues.AbsolutePath, (file, value) => file with { SecretsDirectory = value },
                "Where `secret:NAME` is looked for, after systemd's credentials directory.") { Default = "/etc/homelab/secrets", Example = "/etc/homelab/secrets" },
        ]);
}
