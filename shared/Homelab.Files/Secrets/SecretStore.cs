using System.Text;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;

namespace Homelab.Files.Secrets;

/// <summary>
/// Finds what a reference such as <c>secret:rack-ups</c> stands for: a file in systemd's credentials directory
/// (<c>LoadCredential=</c>, systemd.exec(5)) or else in the secrets directory. Never throws, and never puts content into a message.
/// </summary>
/// <param name="credentialsDirectory">Null where systemd gave none.</param>
public sealed class SecretStore(string secretsDirectory, string? credentialsDirectory)
{
    private const int MostBytes = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SecretStore FromEnvironment(string secretsDirectory) =>
        new(secretsDirectory, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"));

    public SecretResult Resolve(string reference)
    {
        var name = reference.StartsWith(FileValues.SecretPrefix, StringComparison.Ordinal) ? reference[FileValues.SecretPrefix.Length..] : "";
        if (Values.NameProblem(name) is not null)
        {
            // The reference may be the password itself, so it is not repeated.
            return Refuse(SecretCodes.Unusable, secretsDirectory, "", "this is not a reference to a secret", "Write \"secret:\" and a name.");
        }

        // The mode of a credential is systemd's affair: with an ACL for the service's user it reads as open to the group.
        if (credentialsDirectory is not null && Path.Combine(credentialsDirectory, name) is var credential && File.Exists(credential))
        {
            return ReadFile(credential, name);
        }

        var path = Path.Combine(secretsDirectory, name);
        if (!File.Exists(path))
        {
            return Refuse(SecretCodes.Missing, path, name, "there is no such file", $"Create it with mode 0600: install -m 600 /dev/stdin {path}");
        }

        return IsPrivate(path) ? ReadFile(path, name) : Refuse(SecretCodes.TooOpen, path, name, "others may read or write it", $"Change the password if they should not know it, and run chmod 600 {path}");
    }

    private static bool IsPrivate(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static SecretResult ReadFile(string path, string name)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var bytes = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var value = length > MostBytes ? "" : s_strict.GetString(bytes, 0, length).TrimEnd('\n', '\r');
            return value.Length == 0 || value.Any(char.IsControl)
                ? Refuse(SecretCodes.Unusable, path, name, "it is empty, more than one line, or longer than 4 KiB", "Write the secret alone into the file.")
                : new SecretResult(value, null);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(SecretCodes.Unusable, path, name, "it is not text", "Write the secret into the file as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(SecretCodes.Unusable, path, name, "this program cannot read it", "Give the file to the program's user.");
        }
    }

    private static SecretResult Refuse(FindingCode code, string path, string name, string problem, string remedy) =>
        new(null, new Diagnostic(path, 1, 1, code, name.Length == 0 ? Diagnostic.WholeFile : $"secret:{name}", problem, remedy.EndsWith('.') ? remedy : $"{remedy}."));
}
