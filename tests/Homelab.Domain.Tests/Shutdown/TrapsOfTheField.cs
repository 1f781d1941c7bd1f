namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What UPSes do in the field, one short text in Traps/ each; <see cref="UpsScript"/> says how they are written.</summary>
public sealed class TrapsOfTheField
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Traps");

    public static TheoryData<string> Names => [.. Directory.GetFiles(s_folder, "*.ups").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hurts_nobody(string name)
    {
        var wrong = UpsScript.Play(File.ReadAllText(Path.Combine(s_folder, $"{name}.ups")));
        Assert.True(wrong is [], string.Join('\n', wrong));
    }
}
