using Homelab.Files.Programs;
using Homelab.Host.Trust;

namespace Homelab.Agent.Trust;

/// <summary>What <c>--check-config</c> says of a node's credentials, before anybody refuses them.</summary>
internal static class CredentialCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <returns>Whether the coordinator can take them, and a sentence; empty where none are needed.</returns>
    public static (bool IsUsable, string Sentence) Of(AgentFileConfig file, TimeProvider clock)
    {
        if (file.Coordinator.Scheme != Uri.UriSchemeHttps)
        {
            return (true, "");
        }

        var kept = new CredentialFile(file.StateDirectory);
        var (read, problem) = kept.Read();
        using var credentials = read;
        if (credentials is null)
        {
            return (false, problem);
        }

        if ((new FileInfo(kept.Path).UnixFileMode & Others) != 0)
        {
            return (false, $"{kept.Path} can be read or written by others than the agent's user. chmod 600 it; if somebody may have read it, enrol this node again.");
        }

        var proof = PinnedAuthority.NodeOf(credentials.Certificate, credentials.Authorities);
        if (proof?.Node != file.Node)
        {
            return (false, $"{kept.Path} is the certificate of {proof?.Node ?? "nobody"}, and `node` is {file.Node}. Correct `node`, or enrol this machine as {file.Node}: homelab enroll {file.Node}.");
        }

        var known = credentials.Known(clock);
        return proof.Life.IsOver(known)
            ? (false, $"The certificate of {file.Node} ended on {proof.Life.Until:yyyy-MM-dd}. Enrol it again: homelab enroll {file.Node} on the coordinator's machine, and the line that it prints here.")
            : (true, $"The certificate of {file.Node} is good until {proof.Life.Until:yyyy-MM-dd}{(proof.Life.IsDue(known) ? "; it should have been renewed by now" : "")}.");
    }
}
