namespace Homelab.TestKit.Repo;

/// <summary>A folder of a test's own, gone with it. Its name has a space, as a user's might.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("homelab test ").FullName;

    /// <summary>An absolute path below it; the folders on the way are made.</summary>
    public string At(string relative)
    {
        var path = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Makes a folder below it.</summary>
    public string Folder(string relative) => Directory.CreateDirectory(System.IO.Path.Combine(Path, relative)).FullName;

    /// <summary>Writes a file below it and gives its absolute path.</summary>
    public string Write(string relative, string content)
    {
        var path = At(relative);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still have written into it; the system clears its temporary folder.
        }
    }
}
