using System.Collections.Immutable;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;
using Homelab.Host.Programs;

namespace Homelab.Agent.Trust;

/// <summary><c>homelab-agent enroll NODE ADDRESS TOKEN</c>, as <c>homelab enroll</c> prints it.</summary>
internal sealed record EnrolCommandLine(CommandLine Shared, string Node, Uri Coordinator, EnrolmentToken Token)
{
    public const string Verb = "enroll";

    /// <returns>The line, or what is wrong with it.</returns>
    public static (EnrolCommandLine? Line, string Problem) Parse(string[] arguments)
    {
        // Third stands the token, whatever it begins with: one in 64 authorities makes it a dash, and a secret is not named as a strange option.
        var words = arguments.TakeWhile((word, index) => index == 2 || (index < 2 && !word.StartsWith('-'))).ToImmutableArray();
        var shared = CommandLine.Parse([.. arguments.Skip(words.Length)], AgentFile.DefaultPath, ownFlags: [], ownValues: []);
        if (shared.Problem is { } problem || words.Length != 3)
        {
            return (null, shared.Problem ?? $"{Verb} takes a node, an address and a token: run the whole line that homelab enroll printed");
        }

        if (!Uri.TryCreate(words[1], UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.PathAndQuery != "/")
        {
            return (null, $"{words[1]} is not an address such as https://10.0.0.2:8442");
        }

        return EnrolmentToken.Read(words[2]) is { } token
            ? (new(shared, words[0], address, token), "")
            : (null, "the token is not whole: run the whole line that homelab enroll printed");
    }
}
