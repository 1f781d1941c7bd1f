using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Homelab.Agent.Uplink;

/// <summary>Who speaks: the node, this boot of its host, and this run of the agent.</summary>
/// <param name="BootId">From <c>/proc/sys/kernel/random/boot_id</c> (random(4)).</param>
/// <param name="Incarnation">64 random bits a process start.</param>
public sealed record AgentIdentity(string Node, string BootId, ulong Incarnation)
{
    /// <exception cref="IOException">There is no boot id below the root.</exception>
    public static AgentIdentity Read(string node, string root)
    {
        var path = Path.Combine(root, "proc/sys/kernel/random/boot_id");
        return new AgentIdentity(node, File.ReadAllText(path).Trim(), BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }
}
