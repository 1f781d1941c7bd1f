using System.Text;
using Homelab.Store;

namespace Homelab.Agent.Trust;

/// <summary>Where a node keeps its credentials, for the agent's user alone.</summary>
public sealed class CredentialFile(string stateDirectory)
{
    public string Path { get; } = System.IO.Path.Combine(stateDirectory, "trust", "identity.pem");

    /// <returns>The credentials, or a sentence that says why there are none and what to do.</returns>
    public (Credentials? Credentials, string Problem) Read()
    {
        try
        {
            return !File.Exists(Path)
                ? (null, "This node was not enrolled with its coordinator. On the coordinator's machine, homelab enroll NODE prints the line to run here.")
                : Credentials.Read(File.ReadAllText(Path)) is { } read
                    ? (read, "")
                    : (null, $"{Path} is damaged. Enrol this node again: homelab enroll NODE on the coordinator's machine, and the line that it prints here.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"{Path} cannot be read by the agent's user. Give it to that user, with mode 0600.");
        }
    }

    /// <exception cref="IOException">The directory is not this program's to make.</exception>
    public void Prepare() => PrivateFiles.MakeDirectory(System.IO.Path.GetDirectoryName(Path)!);

    /// <exception cref="IOException">The disk is full or failing, or not this program's to write; what was there stands.</exception>
    public void Write(string pem) => PrivateFiles.Write(Path, Encoding.ASCII.GetBytes(pem));
}
