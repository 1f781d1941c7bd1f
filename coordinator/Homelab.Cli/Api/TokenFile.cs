namespace Homelab.Cli.Api;

/// <summary>By what the command proves who asks: HOMELAB_TOKEN, or the file that <c>homelab login</c> wrote.</summary>
public static class TokenFile
{
    public const string Variable = "HOMELAB_TOKEN";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The word, or null where there is none; or a sentence that says what to correct.</summary>
    public static (string? Word, string Error) Find(Uri coordinator, Func<string, string?> environment)
    {
        // In the clear it would be everybody's on the way; the coordinator would not take it either.
        if (coordinator.Scheme != Uri.UriSchemeHttps && !coordinator.IsLoopback)
        {
            return (null, "");
        }

        if (environment(Variable)?.Trim() is { Length: > 0 } set)
        {
            return Checked(set, Variable);
        }

        return Path(environment) is { } path && File.Exists(path) ? Read(path) : (null, "");
    }

    /// <summary>Null where neither XDG_CONFIG_HOME nor HOME says where.</summary>
    public static string? Path(Func<string, string?> environment) =>
        environment("XDG_CONFIG_HOME") is { Length: > 0 } config ? System.IO.Path.Combine(config, "homelab", "token")
        : environment("HOME") is { Length: > 0 } home ? System.IO.Path.Combine(home, ".config", "homelab", "token") : null;

    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string path, string word)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
            var neighbour = path + ".tmp";
            File.Delete(neighbour);
            using (var stream = new StreamWriter(neighbour, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            {
                stream.Write($"{word}\n");
            }

            File.Move(neighbour, path, overwrite: true);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    private static (string? Word, string Error) Read(string path)
    {
        try
        {
            return (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0
                ? (null, $"Others may read or write {path}, so the token in it is not used. Revoke it if they should not have it (homelab token list), and run chmod 600 {path}")
                : Checked(File.ReadAllText(path).Trim(), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"The token in {path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>What is sent in a header is not everything that can be typed.</summary>
    private static (string? Word, string Error) Checked(string word, string where) =>
        word.Length is > 0 and <= 200 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? (word, "")
            : (null, $"What stands in {where} is no token: homelab login, or homelab token create NAME");
}
