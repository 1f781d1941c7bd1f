using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Domain.Trust;
using Homelab.Host.Programs;

namespace Homelab.Coordinator.Fleet;

/// <summary>Whether the first frame of a stream may open it.</summary>
internal static class HelloCheck
{
    // The next epoch is the highest seen plus one (P3): it must not wrap.
    private const ulong HighestFence = long.MaxValue;

    /// <summary>Null where it may.</summary>
    public static Refusal? Refuse(AgentFrame first, LabConfig lab)
    {
        if (first.BodyCase != AgentFrame.BodyOneofCase.Hello)
        {
            return Refusal("Protocol", $"The first frame must be a hello, and this one is {(first.BodyCase == AgentFrame.BodyOneofCase.None ? "empty" : first.BodyCase)}.");
        }

        var hello = first.Hello;
        if (hello.Protocol != UplinkLimits.Protocol)
        {
            return Refusal("Protocol", $"The agent speaks protocol {hello.Protocol} and this coordinator protocol {UplinkLimits.Protocol}. Install the same version of both.");
        }

        if (NeighbourVersions.Refuse(hello.AgentVersion, ProgramVersion.Text) is { } apart)
        {
            return Refusal("Version", apart);
        }

        if (lab.Node(hello.Node) is null)
        {
            var name = hello.Node.Length <= UplinkLimits.NameCharacters ? hello.Node : hello.Node[..UplinkLimits.NameCharacters];
            return Refusal("UnknownNode", $"The lab \"{lab.Name}\" has no node \"{name}\". Add it to the lab file, or correct 'node' in the agent's file.");
        }

        if (hello.BootId.Length is 0 or > UplinkLimits.NameCharacters || hello.Incarnation == 0)
        {
            return Refusal("Malformed", "The hello needs a boot id of at most 128 characters and an incarnation that is not zero.");
        }

        return hello.Seen is { } seen && (seen.Epoch > HighestFence || seen.Generation > HighestFence)
            ? Refusal("Malformed", "The fence in the hello is beyond any that a coordinator can have sent.")
            : null;
    }

    public static Refusal Refusal(string code, string message) => new() { Code = code, Message = message };
}
