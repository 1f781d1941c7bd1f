using Homelab.Files;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

public class LabFileMistakes
{
    private const string Folder = "tests/Homelab.Shared.Tests/Files/golden";

    [Fact]
    public void Every_mistake_of_a_file_is_named_at_once_with_its_place()
    {
        var result = LabFile.Parse(Repository.Read($"{Folder}/mistakes.yaml"), "lab.yaml");

        Assert.Null(result.Lab);
        Golden.Matches($"{Folder}/mistakes.txt", Lines.Of(result.Diagnostics));
    }

    [Fact]
    public void A_password_that_stands_in_the_file_is_not_repeated_in_the_message()
    {
        var result = LabFile.Parse(Repository.Read($"{Folder}/mistakes.yaml"), "lab.yaml");

        Assert.Contains("HL0208", Lines.Codes(result));
        Assert.DoesNotContain("hunter2", Lines.Of(result.Diagnostics), StringComparison.Ordinal);
    }
}
