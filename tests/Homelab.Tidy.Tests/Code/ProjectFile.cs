using System.Xml.Linq;
using Homelab.TestKit.Repo;

namespace Homelab.Tidy.Tests.Code;

/// <summary>One csproj of the repository.</summary>
internal sealed class ProjectFile
{
    private ProjectFile(string path)
    {
        RelativePath = path;
        Name = Path.GetFileNameWithoutExtension(path);
        Xml = XDocument.Parse(Repository.Read(path));
        References = [.. Xml.Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value))];
        Packages = [.. Xml.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value)];
    }

    public static IReadOnlyList<ProjectFile> All { get; } =
        [.. Repository.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path))];

    public string RelativePath { get; }

    public string Name { get; }

    public XDocument Xml { get; }

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<string> Packages { get; }

    public string Folder => Path.GetDirectoryName(RelativePath)!;

    public bool IsTest => RelativePath.StartsWith("tests/", StringComparison.Ordinal);
}
